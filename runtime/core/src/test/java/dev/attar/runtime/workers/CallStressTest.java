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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls under load: plain, unsynchronised memory must be seen across every barrier, helpers must come, and whatever fails must
 * leave the pool whole.
 */
@Timeout(
        value = 120,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang must fail, and no interrupt ends a barrier
class CallStressTest {
    /** A program that is only code. */
    private interface Code extends Program {
        @Override
        default ProgramPlan plan() {
            throw new UnsupportedOperationException();
        }
    }

    private static void run(WorkerPool pool, Code program) {
        Call call = pool.begin();
        try {
            call.run(program);
        } finally {
            pool.end(call);
        }
    }

    private static void meet(CyclicBarrier place) {
        try {
            place.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * Each step reads what other members wrote in the step before, in plain arrays: cell i becomes the sum of its two
     * neighbours, modulo a prime. A task taken twice or not at all, or a write not seen, changes the final numbers.
     */
    private static final class Neighbours implements Code {
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
        alone.run(null, new SingleWorker());
        try (WorkerPool pool = new WorkerPool("stress", size)) {
            for (int round = 0; round < 3; round++) {
                Neighbours together = new Neighbours(steps);
                run(pool, together);
                assertEquals(Arrays.toString(alone.answer()), Arrays.toString(together.answer()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3000", "4, 1000"})
    void helpersComeToEveryCall(int size, int calls) {
        CyclicBarrier everybody = new CyclicBarrier(size);
        try (WorkerPool pool = new WorkerPool("calls", size)) {
            for (int call = 0; call < calls; call++) {
                int[] seen = new int[size];
                run(pool, (_, worker) -> {
                    while (worker.claim() < size) {
                        meet(everybody); // each has one task until all have
                        seen[worker.index()]++;
                    }
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
        alone.run(null, new SingleWorker());
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
            run(pool, together);
            working.set(0);
            while (nuisance.isAlive()) {
                Thread.interrupted();
                Thread.onSpinWait();
            }
            Thread.interrupted();
            nuisance.join();
            assertEquals(Arrays.toString(alone.answer()), Arrays.toString(together.answer()));
        }
    }

    @Test
    void aFailureOfAnyMemberInAnyStepIsThrownAsItIsAndEndsTheCall() {
        int size = 4;
        int steps = 7;
        try (WorkerPool pool = new WorkerPool("failing", size)) {
            for (int round = 0; round < 200; round++) {
                int failing = round % size;
                int last = round % steps;
                CyclicBarrier everybody = new CyclicBarrier(size);
                AtomicInteger tasks = new AtomicInteger();
                RuntimeException fault = new IndexOutOfBoundsException("round " + round);
                RuntimeException thrown = assertThrows(
                        RuntimeException.class,
                        () -> run(pool, (_, worker) -> {
                            for (int step = 0; step < steps; step++) {
                                while (worker.claim() < size) {
                                    meet(everybody);
                                    tasks.incrementAndGet();
                                    if (step == last && worker.index() == failing) {
                                        throw fault;
                                    }
                                }
                                worker.barrier();
                            }
                        }));
                assertSame(fault, thrown);
                assertEquals(size * (last + 1), tasks.get());
            }
        }
    }

    @Test
    void noCallEndsWhileSomebodyHasATask() {
        try (WorkerPool pool = new WorkerPool("slow", 2)) {
            for (int round = 0; round < 50; round++) {
                CyclicBarrier both = new CyclicBarrier(2);
                boolean fails = round % 2 == 0;
                int[] finished = {0};
                Code program = (_, worker) -> {
                    while (worker.claim() < 2) {
                        meet(both);
                        if (worker.index() == 1) {
                            LockSupport.parkNanos(500_000); // time enough to be overlooked
                            finished[0] = 1;
                        } else if (fails) {
                            throw new IllegalArgumentException("the caller fails first");
                        }
                    }
                };
                if (fails) {
                    assertThrows(IllegalArgumentException.class, () -> run(pool, program));
                } else {
                    run(pool, program);
                }
                assertEquals(1, finished[0]);
            }
        }
    }

    @Test
    void aHelperThatIsSetAsideHoldsUpNobodyAndLaterDoesNoHarm() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger lateTasks = new AtomicInteger();
        int[] done = new int[10];
        try (WorkerPool pool = new WorkerPool("late", 2)) {
            run(pool, (_, worker) -> {
                if (worker.index() != 0) {
                    entered.countDown();
                    await(go);
                }
                for (int step = 0; step < done.length; step++) {
                    while (worker.claim() < 1) {
                        await(entered);
                        done[step]++;
                        lateTasks.addAndGet(worker.index());
                    }
                    worker.barrier();
                }
            });
            Neighbours alone = new Neighbours(100);
            alone.run(null, new SingleWorker());
            for (int i = 0; i < 20; i++) { // while the helper is still in the call that is over
                Neighbours next = new Neighbours(100);
                run(pool, next);
                assertEquals(Arrays.toString(alone.answer()), Arrays.toString(next.answer()));
            }
            go.countDown();
        }
        assertEquals("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", Arrays.toString(done));
        assertEquals(0, lateTasks.get());
    }

    @Test
    void aHelperLeavesWhenThereAreManyCallersAndComesBackWhenTheyHaveGone() {
        int last = 20; // in the steps before there are too many
        CyclicBarrier both = new CyclicBarrier(2);
        try (WorkerPool pool = new WorkerPool("coming", 2)) {
            Call[] other = new Call[1];
            boolean[] helped = new boolean[last + 1];
            run(pool, (_, worker) -> {
                for (int step = 0; step <= last; step++) {
                    int tasks = step == 0 ? 2 : step == last ? 3 : 1;
                    for (int task = worker.claim(); task < tasks; task = worker.claim()) {
                        if (step == last && task == 0) {
                            pool.end(other[0]); // in the middle of a step: the helper comes to the others of its tasks
                        } else if (tasks > 1) {
                            meet(both);
                        }
                        if (step == 0 && worker.index() == 0) {
                            other[0] = pool.begin();
                        }
                        if (worker.index() != 0) {
                            helped[step] = true;
                        }
                    }
                    worker.barrier();
                }
            });
            assertEquals(1, other[0].most());
            for (int step = 0; step <= last; step++) {
                assertEquals(step == 0 || step == last, helped[step], "step " + step);
            }
        }
    }

    @Test
    void manyCallersSomeOfWhichFailDisturbNobody() throws Exception {
        Neighbours alone = new Neighbours(200);
        alone.run(null, new SingleWorker());
        String answer = Arrays.toString(alone.answer());
        try (WorkerPool pool = new WorkerPool("many", 3);
                ExecutorService callers = Executors.newFixedThreadPool(6)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int caller = 0; caller < 6; caller++) {
                int number = caller;
                calls.add(() -> {
                    for (int i = 0; i < 100; i++) {
                        if ((i + number) % 3 == 0) {
                            assertThrows(
                                    ArithmeticException.class,
                                    () -> run(pool, (_, worker) -> {
                                        while (worker.claim() < 5) {
                                            throw new ArithmeticException();
                                        }
                                    }));
                        } else {
                            Neighbours together = new Neighbours(200);
                            run(pool, together);
                            assertEquals(answer, Arrays.toString(together.answer()));
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : callers.invokeAll(calls)) {
                done.get();
            }
        }
    }

    @Test
    void thereAreNoMoreAtWorkThanThePoolAllows() {
        try (WorkerPool pool = new WorkerPool("polite", 3)) {
            List<Call> calls = new ArrayList<>();
            for (int most : new int[] {3, 2, 1, 1}) {
                calls.add(pool.begin());
                assertEquals(most, calls.getLast().most());
            }
            int[] alone = {0};
            calls.getLast().run((Code) (_, worker) -> {
                alone[0] += worker.index() + 1;
                worker.barrier();
            });
            assertEquals(1, alone[0]);
            calls.forEach(pool::end);
            Call next = pool.begin();
            assertEquals(3, next.most());
            pool.end(next);
        }
    }

    @Test
    void idleHelpersPark() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool("idle", 3)) {
            CyclicBarrier everybody = new CyclicBarrier(3);
            run(pool, (_, worker) -> {
                while (worker.claim() < 3) {
                    meet(everybody);
                }
            });
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
        run(pool, (_, worker) -> worker.barrier());
        pool.close();
        pool.close();
        assertThrows(IllegalStateException.class, pool::begin);
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("attar-done-")));
    }
}
