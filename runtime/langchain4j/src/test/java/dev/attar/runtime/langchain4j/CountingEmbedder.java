package dev.attar.runtime.langchain4j;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;

/** A model whose vector for a sequence can be told by hand: how many tokens, the sum of their ids in thousands, the first and last id. */
final class CountingEmbedder implements Embedder {
    static final int DIMENSION = 4;

    int calls;
    boolean closed;

    @Override
    public Matrix unnormalized(Batch batch) {
        calls++;
        float[] values = new float[batch.sequences() * DIMENSION];
        for (int s = 0; s < batch.sequences(); s++) {
            int[] ids = batch.ids(s);
            float sum = 0;
            for (int id : ids) {
                sum += id / 1000f;
            }
            values[DIMENSION * s] = ids.length;
            values[DIMENSION * s + 1] = sum;
            values[DIMENSION * s + 2] = ids[1];
            values[DIMENSION * s + 3] = ids[ids.length - 2];
        }
        return new Matrix(batch.sequences(), DIMENSION, values);
    }

    @Override
    public Matrix embed(Batch batch) {
        throw new AssertionError("the adapter normalizes by itself");
    }

    @Override
    public float[] embed(int... ids) {
        throw new AssertionError("the adapter makes batches");
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public int context() {
        return 16;
    }

    @Override
    public void close() {
        closed = true;
    }
}
