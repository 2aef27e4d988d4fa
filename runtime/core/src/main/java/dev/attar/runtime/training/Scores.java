package dev.attar.runtime.training;

/** The rows of a head, before a softmax at its end. They can be read until the next call of the model. */
public interface Scores {
    /** One for each token or each sequence. */
    int rows();

    /** Scores in a row. */
    int width();

    /** Copies a row into the beginning of {@code into}. */
    void read(int row, float[] into);
}
