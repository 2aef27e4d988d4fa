package dev.attar.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Worker;
import java.util.ArrayList;
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
                    List.of(new ProgramPlan.Axis("tokens", 10)),
                    List.of(new ProgramPlan.Input("ids", "token id", 0, 10)),
                    List.of(),
                    0,
                    List.of(new EntryPlan(
                            "forward",
                            List.of(0),
                            List.of(0),
                            SizeFormula.perRow(16 * TASKS, 0),
                            new SizeFormula(0),
                            true,
                            List.of(new EntryPlan.Output(
                                    "head", EntryPlan.Rows.PER_SEQUENCE, TASKS, 16, new SizeFormula(0))))));
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
    void watchingChangesNothingButNotesEveryStep() {
        Batch batch = Batch.of(new int[] {1});
        for (int threads = 1; threads <= 3; threads++) {
            for (boolean barrierAtEnd : new boolean[] {false, true}) {
                WatchedProgram program = new WatchedProgram(new Counting(4, barrierAtEnd), 4);
                try (Session session = open(program, threads)) {
                    for (int call = 0; call < 50; call++) {
                        assertEquals(
                                List.of(4f, 4f, 4f, 4f, 4f),
                                boxed(session.run(batch, 0).values()));
                        List<Float> result = new ArrayList<>();
                        long begin = System.nanoTime();
                        StepTimes times = program.watch(
                                () -> result.addAll(boxed(session.run(batch, 0).values())), threads);
                        long whole = System.nanoTime() - begin;
                        assertEquals(List.of(4f, 4f, 4f, 4f, 4f), result);
                        assertEquals(4, times.nanos().length);
                        assertTrue(times.total() > 0 && times.total() <= whole, times.total() + " of " + whole);
                        for (int step = 0; step < 4; step++) {
                            assertTrue(times.nanos()[step] >= 0);
                            assertTrue(times.waiting()[step] >= 0 && times.waiting()[step] <= 1);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aProgramOfOtherStepsIsAFaultAndNotAWrongTable() {
        Batch batch = Batch.of(new int[] {1});
        for (int steps : new int[] {2, 6}) {
            WatchedProgram program = new WatchedProgram(new Counting(steps, true), 4);
            try (Session session = open(program, 2)) {
                assertThrows(IllegalStateException.class, () -> program.watch(() -> session.run(batch, 0), 2));
                assertEquals(5, session.run(batch, 0).columns(), "and the next call is as ever");
            }
        }
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private static Session open(Program program, int threads) {
        return Session.open(program, Weights.of(Map.of()), Options.defaults().withThreads(threads));
    }
}
