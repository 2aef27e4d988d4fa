package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.sessions.WarmUp;
import dev.attar.runtime.sessions.WarmUp.Patience;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plain code answers first, vectors when they are faster: here, two programs written by hand. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WarmUpTest {
    private static final int[] IDS = {3, 1, 4};
    private static final Patience SHORT = new Patience(0, TimeUnit.SECONDS.toNanos(60), 5);

    /** How often a program was entered by the thread that made this, which makes the calls. */
    private static final class Calls {
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger count = new AtomicInteger();

        void note() {
            if (Thread.currentThread() == caller) {
                count.incrementAndGet();
            }
        }

        int taken() {
            return count.getAndSet(0);
        }
    }

    private static ToyProgram toy(Runnable atEachStep) {
        return new ToyProgram((_, _) -> atEachStep.run());
    }

    private static void sleep(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static Session open(Program first, Program last) {
        try (Weights weights = ToyProgram.weights()) {
            return Session.open(
                    first,
                    Width.LANES_4,
                    () -> last,
                    weights,
                    Options.defaults().withThreads(1));
        }
    }

    /** What a warm-up of the two decides. */
    private static Program decided(Patience patience, Program first, Program last) {
        AtomicReference<Program> faster = new AtomicReference<>();
        try (Weights weights = ToyProgram.weights();
                PackedWeights packed = weights.packedFor(first.plan(), 1)) {
            WarmUp warmUp = new WarmUp(patience, first, () -> last, packed, 1, faster::set);
            warmUp.start();
            warmUp.await();
        }
        return faster.get();
    }

    @Test
    void callsRunTheFirstProgramUntilTheLastIsFaster() {
        AtomicBoolean compiled = new AtomicBoolean();
        Calls ofFirst = new Calls();
        Calls ofLast = new Calls();
        ToyProgram first = toy(() -> {
            ofFirst.note();
            sleep(2);
        });
        ToyProgram last = toy(() -> {
            ofLast.note();
            sleep(compiled.get() ? 0 : 10);
        });
        try (Session session = open(first, last)) {
            Matrix before = session.run(Batch.of(IDS), ToyProgram.SUMS);
            assertTrue(ofFirst.taken() > 0);
            assertEquals(0, ofLast.taken());
            compiled.set(true);
            session.warmUp();
            Matrix after = session.run(Batch.of(IDS), ToyProgram.SUMS);
            assertEquals(0, ofFirst.taken());
            assertTrue(ofLast.taken() > 0);
            assertArrayEquals(ToyProgram.sumRow(IDS), before.values());
            assertArrayEquals(before.values(), after.values());
        }
    }

    @Test
    void aProgramThatNeverGetsFasterIsNotUsed() {
        ToyProgram first = toy(() -> {});
        assertSame(first, decided(SHORT, first, toy(() -> sleep(2))));
    }

    @Test
    void oneThatIsFasterIs() {
        ToyProgram last = toy(() -> {});
        assertSame(last, decided(SHORT, toy(() -> sleep(2)), last));
    }

    @Test
    void oneThatFailsIsNotUsed() {
        ToyProgram first = toy(() -> {});
        ToyProgram last = toy(() -> {
            throw new IllegalStateException("no");
        });
        assertSame(first, decided(SHORT, first, last));
    }

    @Test
    void patienceEnds() {
        ToyProgram first = toy(() -> {});
        assertSame(first, decided(new Patience(0, 1, 1_000_000), first, toy(() -> sleep(3))));
    }

    @Test
    void closingEndsItBeforeTheWeightsGo() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger late = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        ToyProgram last = toy(() -> {
            running.countDown();
            sleep(20);
            if (closed.get()) {
                late.incrementAndGet();
            }
        });
        Session session = open(toy(() -> {}), last);
        running.await();
        session.close();
        closed.set(true);
        sleep(50);
        assertEquals(0, late.get());
        assertThrows(IllegalStateException.class, () -> session.run(Batch.of(IDS), ToyProgram.SUMS));
    }

    @Test
    void closingBeforeItBeginsDoesNotWaitForIt() {
        AtomicBoolean began = new AtomicBoolean();
        open(toy(() -> began.set(true)), toy(() -> began.set(true))).close();
        assertFalse(began.get());
    }

    @Test
    void whoIsInterruptedWhileWaitingGoesOnInterrupted() {
        AtomicBoolean compiled = new AtomicBoolean();
        try (Session session = open(toy(() -> {}), toy(() -> sleep(compiled.get() ? 0 : 5)))) {
            Thread.currentThread().interrupt();
            session.warmUp();
            assertTrue(Thread.interrupted());
            compiled.set(true);
        }
    }

    @Test
    void eachProgramGetsTheWorkingMemoryItAsksFor() {
        Program first = OtherPlan.withScratch(toy(() -> sleep(2)), 100_000);
        Program last = OtherPlan.withScratch(toy(() -> {}), 1_000_000);
        try (Session session = open(first, last)) {
            Matrix before = session.run(Batch.of(IDS), ToyProgram.SUMS);
            session.warmUp();
            assertArrayEquals(
                    before.values(), session.run(Batch.of(IDS), ToyProgram.SUMS).values());
        }
    }

    /** As in bfloat16, where vectors begin. */
    @Test
    void oneProgramAloneIsRunUntilItGetsNoFaster() {
        AtomicInteger runs = new AtomicInteger();
        ToyProgram alone = toy(() -> sleep(runs.incrementAndGet() < 200 ? 3 : 0));
        try (Weights weights = ToyProgram.weights();
                Session session =
                        Session.open(alone, weights, Options.defaults().withThreads(1))) {
            assertEquals(0, runs.get());
            session.warmUp();
            int enough = runs.get();
            assertTrue(enough > 200, "it ended before the program was fast, after " + enough);
            session.warmUp();
            assertEquals(enough, runs.get());
        }
    }

    @Test
    void closingEndsTheWarmUpOfOneProgramAlone() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        ToyProgram never = toy(() -> {
            running.countDown();
            runs.incrementAndGet();
            sleep(5);
        });
        try (Weights weights = ToyProgram.weights()) {
            Session session = Session.open(never, weights, Options.defaults().withThreads(1));
            Thread waiting = Thread.ofPlatform().start(session::warmUp);
            running.await();
            session.close();
            waiting.join();
            int after = runs.get();
            sleep(50);
            assertEquals(after, runs.get());
        }
    }

    @Test
    void aProgramThatPacksDifferentlyIsNotUsed() {
        ToyProgram first = toy(() -> sleep(2));
        assertSame(first, decided(SHORT, first, OtherPlan.withoutWeights(toy(() -> {}))));
    }
}
