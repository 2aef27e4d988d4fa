package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.sessions.ArenaPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(
        value = 120,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang must fail, and no interrupt ends a barrier
class SessionTest {
    private static Session open(ToyProgram program, int threads) {
        try (Weights weights = ToyProgram.weights()) {
            return Session.open(program, weights, Options.defaults().withThreads(threads));
        }
    }

    private static int[] randomIds(Random random) {
        return random.ints(1 + random.nextInt(ToyProgram.CONTEXT), 0, ToyProgram.VOCABULARY)
                .toArray();
    }

    /** One random batch, both outputs, against what the toy must answer. */
    private static Void callAndCompare(Session session, Random random) {
        List<int[]> sequences = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            sequences.add(randomIds(random));
        }
        Batch batch = Batch.of(sequences);
        Matrix tokens = session.run(batch, ToyProgram.TOKENS);
        Matrix sums = session.run(batch, ToyProgram.SUMS);
        assertEquals(batch.tokens(), tokens.rows());
        assertEquals(batch.sequences(), sums.rows());
        for (int s = 0; s < batch.sequences(); s++) {
            int[] ids = sequences.get(s);
            assertArrayEquals(ToyProgram.sumRow(ids), sums.row(s));
            for (int i = 0; i < ids.length; i++) {
                assertArrayEquals(ToyProgram.tokenRow(ids[i], 0), tokens.row(batch.start(s) + i));
            }
        }
        return null;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void answersAreRightOnAnyNumberOfThreads(int threads) {
        try (Session session = open(new ToyProgram(), threads)) {
            Random random = new Random(threads);
            for (int i = 0; i < 100; i++) {
                callAndCompare(session, random);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void aBatchInPiecesIsAnsweredLikeEachSequenceAlone(int threads) {
        int[][] sequences = new int[70][];
        int[][] segments = new int[70][];
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = new int[1 + s * 7 % ToyProgram.CONTEXT];
            segments[s] = new int[sequences[s].length];
            for (int i = 0; i < sequences[s].length; i++) {
                sequences[s][i] = (s * 13 + i * 5) % ToyProgram.VOCABULARY;
                segments[s][i] = (s + i) % 2;
            }
        }
        try (Session session = open(new ToyProgram(), threads)) {
            Matrix sums = session.run(Batch.of(sequences), ToyProgram.SUMS);
            Matrix rows = session.run(Batch.of(List.of(sequences), List.of(segments)), ToyProgram.TOKENS);
            int row = 0;
            for (int s = 0; s < sequences.length; s++) {
                assertArrayEquals(ToyProgram.sumRow(sequences[s]), sums.row(s), "sequence " + s);
                for (int i = 0; i < sequences[s].length; i++) {
                    assertArrayEquals(ToyProgram.tokenRow(sequences[s][i], segments[s][i]), rows.row(row++));
                }
            }
        }
    }

    @Test
    void segmentsReachTheProgram() {
        try (Session session = open(new ToyProgram(), 2)) {
            Batch batch = Batch.of(List.of(new int[] {7, 8}), List.of(new int[] {0, 2}));
            Matrix rows = session.run(batch, ToyProgram.TOKENS);
            assertArrayEquals(ToyProgram.tokenRow(7, 0), rows.row(0));
            assertArrayEquals(ToyProgram.tokenRow(8, 2), rows.row(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void manyCallersAtOnceGetTheirOwnAnswers(int threads) throws Exception {
        try (Session session = open(new ToyProgram(), threads);
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                Random random = new Random(caller);
                calls.add(() -> {
                    for (int i = 0; i < 150; i++) {
                        callAndCompare(session, random);
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
    void virtualThreadsAndInterruptedCallersAreServed() throws Exception {
        try (Session session = open(new ToyProgram(), 3);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                Random random = new Random(caller);
                calls.add(() -> {
                    for (int i = 0; i < 20; i++) {
                        Thread.currentThread().interrupt();
                        callAndCompare(session, random);
                    }
                    return Thread.currentThread().isInterrupted();
                });
            }
            for (Future<Boolean> done : callers.invokeAll(calls)) {
                assertTrue(done.get(), "the interrupt was swallowed");
            }
        }
    }

    @Test
    void oneSequenceIsAnsweredLikeABatchOfOne() {
        try (Session session = open(new ToyProgram(), 2)) {
            Random random = new Random(5);
            for (int i = 0; i < 100; i++) {
                int[] ids = randomIds(random);
                assertArrayEquals(ToyProgram.sumRow(ids), session.run(ids, ToyProgram.SUMS));
                assertArrayEquals(
                        session.run(Batch.of(ids), ToyProgram.TOKENS).values(), session.run(ids, ToyProgram.TOKENS));
            }
        }
    }

    @Test
    void oneSequenceIsCheckedLikeABatch() {
        AtomicBoolean ran = new AtomicBoolean();
        Session session = open(new ToyProgram((_, _) -> ran.set(true)), 2);
        try (session) {
            InputException empty = assertThrows(InputException.class, () -> session.run(new int[0], 0));
            assertEquals(Reason.EMPTY_SEQUENCE, empty.reason());
            InputException unknown = assertThrows(InputException.class, () -> session.run(new int[] {1, -1}, 0));
            assertEquals(Reason.ID_OUTSIDE_VOCABULARY, unknown.reason());
            assertEquals(1, unknown.position());
            InputException tooLong =
                    assertThrows(InputException.class, () -> session.run(new int[ToyProgram.CONTEXT + 1], 0));
            assertEquals(Reason.SEQUENCE_TOO_LONG, tooLong.reason());
            assertThrows(IndexOutOfBoundsException.class, () -> session.run(new int[] {1}, 2));
            assertFalse(ran.get());
        }
        assertThrows(IllegalStateException.class, () -> session.run(new int[] {1}, 0));
    }

    @Test
    void aFailureInAnyMemberReachesTheCallerAsItIsAndTheSessionLives() {
        for (int failing = 0; failing < 3; failing++) {
            for (int step = 0; step < 2; step++) {
                int badStep = step;
                int badMember = failing;
                Error fault = new AssertionError("member " + failing + ", step " + step);
                CountDownLatch thrown = new CountDownLatch(1);
                ToyProgram program = new ToyProgram((s, m) -> {
                    if (thrown.getCount() > 0 && s == badStep && m == badMember) {
                        thrown.countDown();
                        throw fault;
                    }
                    if (m != badMember && s == badStep) {
                        await(thrown); // leaves a task for the bad member
                    }
                });
                try (Session session = open(program, 3)) {
                    Batch batch = Batch.of(new int[] {1}, new int[] {2}, new int[] {3});
                    assertSame(fault, assertThrows(Error.class, () -> session.run(batch, ToyProgram.SUMS)));
                    Random random = new Random(1);
                    for (int i = 0; i < 10; i++) {
                        callAndCompare(session, random);
                    }
                }
            }
        }
    }

    @Test
    void anAbsentOutputIsRefused() {
        try (Session session = open(new ToyProgram(), 1)) {
            assertThrows(IndexOutOfBoundsException.class, () -> session.run(Batch.of(new int[] {1}), 2));
        }
    }

    @Test
    void aBatchIsCheckedBeforeAnythingRuns() {
        AtomicBoolean ran = new AtomicBoolean();
        try (Session session = open(new ToyProgram((_, _) -> ran.set(true)), 2)) {
            Batch unknown = Batch.of(new int[] {ToyProgram.VOCABULARY});
            InputException refused = assertThrows(InputException.class, () -> session.run(unknown, 0));
            assertEquals(Reason.ID_OUTSIDE_VOCABULARY, refused.reason());
            Batch tooLong = Batch.of(new int[ToyProgram.CONTEXT + 1]);
            refused = assertThrows(InputException.class, () -> session.run(tooLong, 0));
            assertEquals(Reason.SEQUENCE_TOO_LONG, refused.reason());
            assertFalse(ran.get());
        }
    }

    @Test
    void whatAnEarlierCallLeftDoesNotShow() {
        System.setProperty(ArenaPool.POISON, "true");
        try (Session session = open(new ToyProgram(), 2)) {
            Random random = new Random(3);
            for (int i = 0; i < 50; i++) {
                callAndCompare(session, random);
            }
        } finally {
            System.clearProperty(ArenaPool.POISON);
        }
    }

    @Test
    void aBatchForWhichThereIsNoMemoryIsRefusedAndTheNextOneServed() {
        Batch large = Batch.of(new int[ToyProgram.CONTEXT]);
        List<TokenPlan.Memory> vast = List.of(
                TokenPlan.arena(1L << 26, 16, 1),
                TokenPlan.arena(32, Long.MAX_VALUE / 2, 1),
                TokenPlan.arena(32, 16, 1L << 62));
        for (TokenPlan.Memory needs : vast) {
            try (Session session = open(new ToyProgram(needs, (_, _) -> {}), 2)) {
                InputException refused = assertThrows(InputException.class, () -> session.run(large, ToyProgram.SUMS));
                assertEquals(Reason.TOO_MANY_TOKENS, refused.reason());
                assertTrue(refused.getMessage().contains("split it"), refused.getMessage());
                if (needs == vast.getFirst()) {
                    Matrix sum = session.run(Batch.of(new int[] {3}), ToyProgram.SUMS);
                    assertArrayEquals(ToyProgram.sumRow(3), sum.row(0));
                }
            }
        }
    }

    @Test
    void closeWaitsForCallsInFlightAndThenRefuses() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ToyProgram program = new ToyProgram((step, _) -> {
            if (step == 0) {
                entered.countDown();
                await(go);
            }
        });
        Session session = open(program, 3);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Matrix> call = threads.submit(() -> session.run(Batch.of(new int[] {1, 2}), ToyProgram.SUMS));
            entered.await();
            Future<?> closing = threads.submit(session::close);
            assertThrows(java.util.concurrent.TimeoutException.class, () -> closing.get(100, TimeUnit.MILLISECONDS));
            go.countDown();
            assertArrayEquals(ToyProgram.sumRow(1, 2), call.get().row(0));
            closing.get();
        }
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> session.run(Batch.of(new int[] {1}), 0));
        assertTrue(refused.getMessage().contains("Toy is closed"), refused.getMessage());
        session.close();
    }

    @Test
    void closeEndsTheThreads() {
        Session session = open(new ToyProgram(), 4);
        session.run(Batch.of(new int[] {1, 2}), ToyProgram.SUMS);
        assertEquals(3, threadsOfToy());
        session.close();
        assertEquals(0, threadsOfToy());
    }

    private static long threadsOfToy() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("attar-Toy-") && thread.isAlive())
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
