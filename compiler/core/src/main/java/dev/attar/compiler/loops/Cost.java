package dev.attar.compiler.loops;

/**
 * What a step has to do, whatever the schedule: the floating-point operations of its products, and the activations that it
 * reads and writes, each value once. Per token or per sequence of the batch; attention also per pair of tokens.
 *
 * @param flopsPerToken operations for each token
 * @param flopsPerTokenAndPosition for each token, for each token of its sequence
 * @param flopsPerSequence for each sequence
 * @param floatsPerToken activations for each token
 * @param floatsPerSequence activations for each sequence
 */
public record Cost(
        long flopsPerToken,
        long flopsPerTokenAndPosition,
        long flopsPerSequence,
        long floatsPerToken,
        long floatsPerSequence) {
    public static final Cost NONE = new Cost(0, 0, 0, 0, 0);

    /** Floating-point operations for a batch of sequences of these lengths, in tokens. */
    public long flops(int[] lengths) {
        long sum = 0;
        for (long length : lengths)
            sum += length * (flopsPerToken + length * flopsPerTokenAndPosition) + flopsPerSequence;
        return sum;
    }

    /** Activations read and written for a batch of sequences of these lengths, in floats. */
    public long floats(int[] lengths) {
        long sum = 0;
        for (long length : lengths) sum += length * floatsPerToken + floatsPerSequence;
        return sum;
    }
}
