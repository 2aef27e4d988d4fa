package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.CallException.Reason;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that end early, and answers that are not accepted; the session is as good as before. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallRulesTest {
    private static final int[] IDS = {3, 1, 4};
    private static final Batch BATCH = Batch.of(List.of(new int[] {3, 1, 4}, new int[] {1, 5}));

    /** The toy; but while {@code endless} is set, its tasks never end to come. */
    private static final class Endless implements Program {
        private final ToyProgram toy = new ToyProgram();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final AtomicInteger tasks = new AtomicInteger();
        private volatile boolean endless = true;

        @Override
        public ProgramPlan plan() {
            return toy.plan();
        }

        @Override
        public void run(Frame frame, Worker worker) {
            while (endless && worker.claim() != Integer.MAX_VALUE) { // there is no task when the call is over
                tasks.incrementAndGet();
                begun.countDown();
                LockSupport.parkNanos(100_000);
            }
            toy.run(frame, worker);
        }
    }

    private static Session open(Program program, Options options) {
        try (Weights weights = ToyProgram.weights()) {
            return Session.open(program, weights, options);
        }
    }

    private static void assertWorks(Session session) {
        assertArrayEquals(ToyProgram.sumRow(IDS), session.run(IDS, ToyProgram.SUMS));
        assertArrayEquals(
                ToyProgram.sumRow(1, 5), session.run(BATCH, ToyProgram.SUMS).row(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anInterruptEndsACallWhereItIsAskedFor(int threads) throws Exception {
        Endless program = new Endless();
        Options options = Options.defaults().withThreads(threads).withInterrupts();
        try (Session session = open(program, options)) {
            Thread caller = Thread.currentThread();
            Thread other = new Thread(() -> {
                try {
                    program.begun.await();
                } catch (InterruptedException never) {
                    throw new IllegalStateException(never);
                }
                caller.interrupt();
            });
            other.start();
            CallException ended = assertThrows(CallException.class, () -> session.run(IDS, ToyProgram.SUMS));
            assertTrue(Thread.interrupted(), "the flag stays");
            assertEquals(Reason.INTERRUPTED, ended.reason());
            other.join();
            int tasks = program.tasks.get();
            program.endless = false;
            assertWorks(session);
            assertEquals(tasks, program.tasks.get(), "no helper was left behind");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aCallThatTakesTooLongEnds(int threads) {
        Endless program = new Endless();
        Options options = Options.defaults().withThreads(threads).withLongestCall(Duration.ofMillis(50));
        try (Session session = open(program, options)) {
            CallException ended = assertThrows(CallException.class, () -> session.run(BATCH, ToyProgram.SUMS));
            assertEquals(Reason.LATE, ended.reason());
            assertTrue(ended.getMessage().contains("PT0.05S"), ended.getMessage());
        }
        program.endless = false;
        try (Session session = open(program, options.withLongestCall(Duration.ofHours(1)))) {
            assertWorks(session);
        }
        try (Session session = open(program, options.withLongestCall(Duration.ofSeconds(Long.MAX_VALUE)))) {
            assertWorks(session);
        }
    }

    @Test
    void aBatchInPiecesEndsToo() {
        int[][] sequences = new int[70][];
        Arrays.setAll(sequences, i -> new int[1 + i % ToyProgram.CONTEXT]);
        AtomicInteger tasks = new AtomicInteger();
        ToyProgram program = new ToyProgram((_, _) -> {
            if (tasks.incrementAndGet() == 5) {
                Thread.currentThread().interrupt();
            }
        });
        try (Session session = open(program, Options.defaults().withThreads(1).withInterrupts())) {
            CallException ended =
                    assertThrows(CallException.class, () -> session.run(Batch.of(sequences), ToyProgram.SUMS));
            assertTrue(Thread.interrupted());
            assertEquals(Reason.INTERRUPTED, ended.reason());
            assertEquals(5, tasks.get());
            assertWorks(session);
        }
    }

    @Test
    void otherwiseACallIsFinishedAndTheFlagStays() {
        try (Session session = open(new ToyProgram(), Options.defaults())) {
            Thread.currentThread().interrupt();
            assertWorks(session);
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void valuesThatAreNotFiniteAreAnExceptionWhereItIsAskedFor() {
        float[] table = new float[ToyProgram.VOCABULARY * ToyProgram.COLUMNS];
        Arrays.fill(table, Float.MAX_VALUE);
        Map<String, FloatTensor> tensors =
                Map.of("table", FloatTensor.of(table, ToyProgram.VOCABULARY, ToyProgram.COLUMNS));
        Options options = Options.defaults().withFiniteOutputs();
        try (Weights weights = Weights.of(tensors);
                Session asks = Session.open(new ToyProgram(), weights, options);
                Session doesNot = Session.open(new ToyProgram(), weights, Options.defaults())) {
            Batch batch = Batch.of(List.of(new int[] {1}, new int[] {1, 2}));
            CallException refused = assertThrows(CallException.class, () -> asks.run(batch, ToyProgram.SUMS));
            assertEquals(Reason.NOT_FINITE, refused.reason());
            assertTrue(refused.getMessage().contains("Infinity in row 1, column 0"), refused.getMessage());
            assertFalse(Float.isFinite(doesNot.run(batch, ToyProgram.SUMS).row(1)[0]));
            assertArrayEquals(new float[] {Float.MAX_VALUE}, Arrays.copyOf(asks.run(new int[] {1}, 1), 1));
        }
    }

    @Test
    void noTimeIsNoTime() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThrows(
                    IllegalArgumentException.class, () -> Options.defaults().withLongestCall(none));
        }
    }
}
