package dev.attar.runtime.server;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.LongInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A model by hand that computes nothing until it is let go: a vector is the number of tokens and the sum of their ids. */
final class SlowEmbedder implements Embedder {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    final List<Batch> batches = new CopyOnWriteArrayList<>();

    ServedModel served() {
        return new ServedModel(
                "slow",
                new ServedTask.Embeds(this, Map.of(), Optional.empty(), LongInput.REFUSE),
                SmallTokenizers.words(SmallModels.CONTEXT),
                SmallModels.facts("Slow", SmallModels.CONTEXT, 12));
    }

    @Override
    public Matrix unnormalized(Batch batch) {
        begun.countDown();
        try {
            if (!letGo.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody lets the model go");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        batches.add(batch);
        float[] values = new float[2 * batch.sequences()];
        for (int i = 0; i < batch.sequences(); i++) {
            values[2 * i] = batch.length(i);
            for (int id : batch.ids(i)) {
                if (id > 11) {
                    throw new IllegalArgumentException("a token of no vocabulary");
                }
                values[2 * i + 1] += id;
            }
        }
        return new Matrix(batch.sequences(), 2, values);
    }

    @Override
    public Matrix embed(Batch batch) {
        return unnormalized(batch);
    }

    @Override
    public float[] embed(int... ids) {
        return unnormalized(Batch.of(ids)).row(0);
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public int context() {
        return SmallModels.CONTEXT;
    }

    @Override
    public void close() {}
}
