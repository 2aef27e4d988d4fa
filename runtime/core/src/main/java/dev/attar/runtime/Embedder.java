package dev.attar.runtime;

/**
 * A model that turns a sequence of tokens into one vector. The class generated for a spec with {@code head embed} is one, so
 * that code can be written for all of them. Safe for use by many threads at once.
 */
public interface Embedder extends AutoCloseable {
    /**
     * A vector for each sequence of the batch (B,{@link #dimension()}). The same bits whatever else is in the batch.
     *
     * @throws InputException when the model does not accept the batch
     */
    Matrix embed(Batch batch);

    /**
     * The vector of one sequence of token ids.
     *
     * @throws InputException when the model does not accept it
     */
    float[] embed(int... ids);

    /**
     * Vectors before L2 normalisation, where the head says {@code normalize}: what must be averaged when the parts of a longer text
     * become one vector. Otherwise like {@link #embed(Batch)}.
     *
     * @throws InputException when the model does not accept the batch
     */
    Matrix unnormalized(Batch batch);

    /** The embedding dimension. */
    int dimension();

    /** Longest sequence, in tokens. */
    int context();

    /** Waits for calls in flight, then frees everything; later calls are refused. */
    @Override
    void close();
}
