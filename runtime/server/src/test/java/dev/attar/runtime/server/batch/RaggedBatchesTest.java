package dev.attar.runtime.server.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.server.model.ServerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What waits while a model computes is computed together next. */
class RaggedBatchesTest {
    private static final int FORBIDDEN = 13;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final List<Batch> computed = new CopyOnWriteArrayList<>();

    /** A row for each token: its id and its segment. The first batch waits. */
    private Matrix perToken(Batch batch) {
        begun.countDown();
        try {
            assertTrue(letGo.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        computed.add(batch);
        float[] values = new float[2 * batch.tokens()];
        int at = 0;
        for (int i = 0; i < batch.sequences(); i++) {
            for (int t = 0; t < batch.length(i); t++) {
                if (batch.ids(i)[t] == FORBIDDEN) {
                    throw new IllegalArgumentException("thirteen");
                }
                values[at++] = batch.ids(i)[t];
                values[at++] = batch.segments(i)[t];
            }
        }
        return new Matrix(batch.tokens(), 2, values);
    }

    private static Batch one(int... ids) {
        return Batch.of(ids);
    }

    private static Caller caller() {
        return new Caller(ServerLimits.defaults());
    }

    private static CompletableFuture<Matrix> now(RaggedBatches batches, Batch batch) {
        return CompletableFuture.supplyAsync(
                () -> batches.run(batch, caller()), task -> Thread.ofVirtual().start(task));
    }

    /** The first batch, which the model computes until it is let go. */
    private CompletableFuture<Matrix> first(RaggedBatches batches, Batch batch) throws InterruptedException {
        CompletableFuture<Matrix> result = now(batches, batch);
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        return result;
    }

    /** Sequences that wait behind the first batch. */
    private static CompletableFuture<Matrix> later(RaggedBatches batches, Batch batch) throws InterruptedException {
        int before = batches.waiting();
        CompletableFuture<Matrix> result = now(batches, batch);
        while (batches.waiting() == before) {
            Thread.sleep(1);
        }
        return result;
    }

    @Test
    void whatWaitsIsOneBatchAndEachGetsItsRows() throws Exception {
        try (RaggedBatches batches = new RaggedBatches("m", this::perToken, true, 100, (_, _, _, _) -> {})) {
            CompletableFuture<Matrix> first = first(batches, one(1, 2));
            CompletableFuture<Matrix> second = later(batches, one(3));
            CompletableFuture<Matrix> third =
                    later(batches, Batch.ofTexts(List.of(new int[] {4, 5}), List.of(new int[] {0, 1})));
            letGo.countDown();
            assertArrayEquals(new float[] {1, 0, 2, 0}, first.join().values());
            assertArrayEquals(new float[] {3, 0}, second.join().values());
            assertArrayEquals(new float[] {4, 0, 5, 1}, third.join().values());
            assertEquals(2, computed.size());
            assertEquals(3, computed.get(1).tokens());
        }
    }

    @Test
    void aBatchEndsAtTheLimitAndALongSequenceIsAlone() throws Exception {
        try (RaggedBatches batches = new RaggedBatches("m", this::perToken, true, 4, (_, _, _, _) -> {})) {
            List<CompletableFuture<Matrix>> all = new ArrayList<>();
            all.add(first(batches, one(1)));
            for (int[] ids : new int[][] {{1, 2, 3}, {4, 5}, {1, 2, 3, 4, 5, 6}, {7}, {8}}) {
                all.add(later(batches, Batch.of(ids)));
            }
            letGo.countDown();
            all.forEach(CompletableFuture::join);
            assertEquals(
                    List.of(1, 3, 2, 6, 2), computed.stream().map(Batch::tokens).toList());
        }
    }

    @Test
    void oneCallersFailureIsNotAnothers() throws Exception {
        try (RaggedBatches batches = new RaggedBatches("m", this::perToken, true, 100, (_, _, _, _) -> {})) {
            CompletableFuture<Matrix> first = first(batches, one(1));
            CompletableFuture<Matrix> bad = later(batches, one(FORBIDDEN));
            CompletableFuture<Matrix> good = later(batches, one(7));
            letGo.countDown();
            first.join();
            assertEquals(
                    "thirteen",
                    assertThrows(CompletionException.class, bad::join)
                            .getCause()
                            .getMessage());
            assertArrayEquals(new float[] {7, 0}, good.join().values());
        }
    }

    @Test
    void whoGivesUpIsNotComputed() throws Exception {
        try (RaggedBatches batches = new RaggedBatches("m", this::perToken, true, 100, (_, _, _, _) -> {})) {
            CompletableFuture<Matrix> first = first(batches, one(1));
            Caller hasty = new Caller(ServerLimits.defaults().withDeadline(Duration.ofMillis(50)));
            ServiceException late = assertThrows(ServiceException.class, () -> batches.run(one(2), hasty));
            assertEquals(ServiceException.Reason.LATE, late.reason());
            assertThrows(ServiceException.class, () -> batches.run(one(2), hasty), "its time is over");
            letGo.countDown();
            first.join();
            now(batches, one(3)).join();
            assertEquals(List.of(1, 1), computed.stream().map(Batch::tokens).toList());
        }
    }

    @Test
    void whoeverWaitsAtTheEndIsRefused() throws Exception {
        RaggedBatches batches = new RaggedBatches("m", this::perToken, true, 1, (_, _, _, _) -> {});
        CompletableFuture<Matrix> first = first(batches, one(1));
        CompletableFuture<Matrix> second = later(batches, one(2));
        CompletableFuture<Void> end = CompletableFuture.runAsync(batches::close);
        letGo.countDown();
        end.get(20, TimeUnit.SECONDS);
        first.join();
        boolean refused = second.handle((_, failure) -> failure != null).join();
        ServiceException after = assertThrows(ServiceException.class, () -> batches.run(one(3), caller()));
        assertEquals(ServiceException.Reason.ENDING, after.reason());
        assertTrue(refused || computed.size() == 2, "refused or computed, never forgotten");
    }
}
