package dev.attar.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchedProgramTest {
    private static final int TASKS = 5;

    /** So many steps of five tasks, each of which adds one to the result; the last one with or without a barrier after it. */
    private record Counting(int steps, boolean barrierAtEnd) implements Program {
        @Override
        public ProgramPlan plan() {
            return new ProgramPlan(
                    "Counting",
                    1,
                    new ProgramPlan.InputLimits(10, 10, 0),
                    List.of(),
                    0,
                    new ProgramPlan.ArenaPlan(16 * TASKS, 0, 0),
                    List.of(new ProgramPlan.Output("head", ProgramPlan.Rows.SEQUENCES, TASKS, 16, 0)));
        }

        @Override
        public void run(Frame frame, Worker worker) {
            for (int step = 0; step < steps; step++) {
                for (int task = worker.claim(); task < TASKS; task = worker.claim()) {
                    frame.arena()[task] = step == 0 ? 1 : frame.arena()[task] + 1;
                }
                if (barrierAtEnd || step < steps - 1) {
                    worker.barrier();
                }
            }
        }
    }

    @Test
    void watchingChangesNothingButNotesEveryStepOfEveryWorker() {
        for (int threads = 1; threads <= 3; threads++) {
            for (boolean barrierAtEnd : new boolean[] {false, true}) {
                WatchedProgram program = new WatchedProgram(new Counting(4, barrierAtEnd), 4, threads);
                try (Session session = open(program, threads)) {
                    for (boolean watch : new boolean[] {false, true, false}) {
                        program.watch(watch);
                        for (float value :
                                session.run(Batch.of(new int[] {1}), 0).values()) {
                            assertEquals(4, value);
                        }
                        if (watch) {
                            StepTimes times = program.times();
                            assertEquals(4, times.nanos().length);
                            for (long nanos : times.nanos()) {
                                assertTrue(nanos >= 0);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void aProgramOfOtherStepsIsAFaultAndNotAWrongTable() {
        Batch batch = Batch.of(new int[] {1});
        WatchedProgram fewer = new WatchedProgram(new Counting(2, true), 4, 2);
        try (Session session = open(fewer, 2)) {
            fewer.watch(true);
            session.run(batch, 0);
            assertThrows(IllegalStateException.class, fewer::times);
        }
        WatchedProgram more = new WatchedProgram(new Counting(4, true), 2, 2);
        try (Session session = open(more, 2)) {
            more.watch(true);
            assertThrows(IllegalStateException.class, () -> session.run(batch, 0));
        }
    }

    private static Session open(Program program, int threads) {
        return Session.open(program, Weights.of(Map.of()), Options.defaults().withThreads(threads));
    }
}
