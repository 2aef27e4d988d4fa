package dev.attar.runtime.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The barrier and the counter of tasks under load: plain, unsynchronised memory must be seen across every barrier. */
@Timeout(
        value = 120,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang must fail, and no interrupt ends a barrier
class TeamStressTest {
    /** A program that is only code. */
    private interface Steps extends Program {
        @Override
        default ProgramPlan plan() {
            throw new UnsupportedOperationException();
        }
    }

    private static void run(WorkerPool pool, int size, Steps program) {
        try (Team team = pool.gather()) {
            assertEquals(size, team.size());
            team.run(program, null);
        }
    }

    /**
     * Each step reads what other members wrote in the step before, in plain arrays: cell i becomes the sum of its two
     * neighbours, modulo a prime. A task taken twice or not at all, or a write not seen, changes the final numbers.
     */
    private static final class Neighbours implements Steps {
        private static final int CELLS = 37;
        private final int steps;
        private long[] now = new long[CELLS];
        private long[] next = new long[CELLS];

        Neighbours(int steps) {
            this.steps = steps;
            for (int i = 0; i < CELLS; i++) {
                now[i] = i;
            }
        }

        @Override
        public void run(Frame frame, Worker worker) {
            for (int step = 0; step < steps; step++) {
                for (int i = worker.claim(); i < CELLS; i = worker.claim()) {
                    next[i] = (now[(i + 1) % CELLS] + now[(i + CELLS - 1) % CELLS] + next[i]) % 1_000_003;
                }
                worker.barrier();
                if (worker.claim() == 0) { // one member, whichever, swaps
                    long[] swap = now;
                    now = next;
                    next = swap;
                }
                worker.barrier();
            }
        }

        long[] answer() {
            return now;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void everyTaskIsDoneOnceAndSeenByAll(int size) {
        int steps = 3_000;
        Neighbours alone = new Neighbours(steps);
        alone.run(null, new Soloist());
        try (WorkerPool pool = new WorkerPool("stress", size)) {
            for (int round = 0; round < 3; round++) {
                Neighbours together = new Neighbours(steps);
                run(pool, size, together);
                assertEquals(java.util.Arrays.toString(alone.answer()), java.util.Arrays.toString(together.answer()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3000", "4, 2000"})
    void shortCallsOneAfterAnotherFindTheirHelpersAgain(int size, int calls) {
        try (WorkerPool pool = new WorkerPool("calls", size)) {
            for (int call = 0; call < calls; call++) {
                int[] seen = new int[size];
                run(pool, size, (_, worker) -> {
                    seen[worker.index()]++;
                    worker.barrier();
                });
                for (int count : seen) {
                    assertEquals(1, count);
                }
            }
        }
    }

    @Test
    void interruptsChangeNothing() throws InterruptedException {
        Neighbours alone = new Neighbours(3_000);
        alone.run(null, new Soloist());
        try (WorkerPool pool = new WorkerPool("interrupted", 3)) {
            Thread caller = Thread.currentThread();
            AtomicInteger working = new AtomicInteger(1);
            Thread nuisance = Thread.ofPlatform().start(() -> {
                while (working.get() == 1) {
                    caller.interrupt();
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("attar-interrupted"))
                            .forEach(Thread::interrupt);
                }
            });
            Neighbours together = new Neighbours(3_000);
            run(pool, 3, together);
            working.set(0);
            while (nuisance.isAlive()) {
                Thread.interrupted();
                Thread.onSpinWait();
            }
            Thread.interrupted();
            nuisance.join();
            assertEquals(java.util.Arrays.toString(alone.answer()), java.util.Arrays.toString(together.answer()));
        }
    }

    @Test
    void theFirstFailureIsThrownOnceAndTheOthersAreCancelled() {
        try (WorkerPool pool = new WorkerPool("failing", 4)) {
            for (int round = 0; round < 200; round++) {
                int failing = round % 4;
                int step = round % 7;
                AtomicInteger cancelled = new AtomicInteger();
                RuntimeException fault = new IndexOutOfBoundsException("round " + round);
                RuntimeException thrown = assertThrows(
                        RuntimeException.class,
                        () -> run(pool, 4, (_, worker) -> {
                            try {
                                for (int s = 0; s < 7; s++) {
                                    if (s == step && worker.index() == failing) {
                                        throw fault;
                                    }
                                    worker.barrier();
                                }
                            } catch (CancellationException stopped) {
                                cancelled.incrementAndGet();
                                throw stopped;
                            }
                        }));
                assertSame(fault, thrown);
                assertEquals(3, cancelled.get());
            }
        }
    }

    @Test
    void aMemberThatLeavesTooEarlyIsAFailureNotAHang() {
        try (WorkerPool pool = new WorkerPool("leaving", 3)) {
            for (int round = 0; round < 100; round++) {
                int leaving = round % 3;
                IllegalStateException thrown = assertThrows(
                        IllegalStateException.class,
                        () -> run(pool, 3, (_, worker) -> {
                            worker.barrier();
                            if (worker.index() != leaving) {
                                worker.barrier();
                            }
                        }));
                assertTrue(thrown.getMessage().contains("left the program"), thrown.getMessage());
            }
        }
    }

    @Test
    void aCallerWhoseHelpersAreBusyWorksAlone() {
        try (WorkerPool pool = new WorkerPool("polite", 3)) {
            try (Team first = pool.gather()) {
                assertEquals(3, first.size());
                try (Team second = pool.gather()) {
                    assertEquals(1, second.size());
                    second.run((Steps) (_, worker) -> worker.barrier(), null);
                }
            }
            try (Team one = pool.gather()) {
                assertEquals(3, one.size());
            }
        }
    }

    @Test
    void idleHelpersPark() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool("idle", 3)) {
            run(pool, 3, (_, worker) -> worker.barrier());
            long deadline = System.nanoTime() + 10_000_000_000L; // generous: a parked thread shows within a millisecond
            while (!allParked() && System.nanoTime() < deadline) {
                Thread.sleep(1);
            }
            assertTrue(allParked());
        }
    }

    private static boolean allParked() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("attar-idle-"))
                .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void aClosedPoolRefuses() {
        WorkerPool pool = new WorkerPool("done", 2);
        run(pool, 2, (_, worker) -> worker.barrier());
        pool.close();
        pool.close();
        assertThrows(IllegalStateException.class, pool::gather);
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("attar-done-")));
    }
}
