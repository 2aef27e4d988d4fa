package dev.attar.runtime.training;

/** What is to be learned from a batch. Arrays are not copied. */
public sealed interface Labels {
    /** The label of a row that is not counted. */
    int IGNORED = -100;

    /** Nothing besides the sequences: pairs, whose negatives are the others of the batch. */
    record None() implements Labels {}

    /**
     * A class for each row of the head, a sequence or a token, or {@link #IGNORED}. For the loss of the next token these are the tokens
     * themselves: the model shifts them.
     */
    record Classes(int[] labels) implements Labels {}

    /**
     * A number for each score of each row, row-major. For several labels at once each is 0 to 1 and {@link #IGNORED} is not counted; for squared
     * errors NaN is not counted.
     */
    record Numbers(float[] targets) implements Labels {}

    /** For each sequence the places of an answer's first and last token in it, or {@link #IGNORED}. */
    record Spans(int[] starts, int[] ends) implements Labels {}
}
