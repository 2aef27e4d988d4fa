package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Hidden;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.util.List;

/** Whether two engines computed the same: only then do their times mean anything. */
final class Agreement {
    /** Of hidden states, which layer norms keep near 1, single ones at 10; sums in other orders differ by a few 1e-6, rarely 2e-5. */
    static final double TOLERANCE = 5e-5;

    private Agreement() {}

    /**
     * @return the largest difference
     * @throws IllegalStateException when it is above {@value #TOLERANCE}
     */
    static double check(EncoderShape shape, List<int[]> sequences, Hidden ours, Hidden theirs, String who) {
        double largest = 0;
        for (int i = 0; i < sequences.size(); i++) {
            int tokens = sequences.get(i).length;
            float[] a = ours.of(i, tokens, shape.width());
            float[] b = theirs.of(i, tokens, shape.width());
            for (int j = 0; j < a.length; j++) {
                double difference = Math.abs((double) a[j] - b[j]);
                // Written so that NaN counts as different.
                if (!(difference <= TOLERANCE)) {
                    throw new IllegalStateException(String.format(
                            "%s does not compute the same: sequence %d, token %d, channel %d: %s, not %s",
                            who, i, j / shape.width(), j % shape.width(), b[j], a[j]));
                }
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }
}
