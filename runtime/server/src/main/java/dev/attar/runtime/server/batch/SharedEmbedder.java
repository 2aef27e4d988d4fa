package dev.attar.runtime.server.batch;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import java.util.function.Function;

/** A model whose batches are computed by something else: what tasks take as their model. Vectors are as the model gives them. */
record SharedEmbedder(Embedder model, Function<Batch, Matrix> computing) implements Embedder {
    @Override
    public Matrix embed(Batch batch) {
        throw new UnsupportedOperationException("tasks bring vectors to length 1 themselves");
    }

    @Override
    public float[] embed(int... ids) {
        throw new UnsupportedOperationException("tasks bring vectors to length 1 themselves");
    }

    @Override
    public Matrix unnormalized(Batch batch) {
        return computing.apply(batch);
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public int context() {
        return model.context();
    }

    @Override
    public void close() {}
}
