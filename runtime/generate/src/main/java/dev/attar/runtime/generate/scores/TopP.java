package dev.attar.runtime.generate.scores;

import java.util.Arrays;

/**
 * Keeps the likeliest tokens whose probabilities together reach {@code p}: a token goes when it and all that are less likely have at
 * most 1 - p together. The likeliest stays in any case; of equal ones that of the smaller number goes last.
 *
 * <p>Source: Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration", section 3.1.
 */
public final class TopP implements LogitsProcessor {
    private final double p;
    private long[] order = {};

    /** @throws IllegalArgumentException when it is not in [0, 1] */
    public TopP(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("tokens of the probability " + p + " together; give 0 to 1");
        }
        this.p = p;
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        if (p == 1) {
            return;
        }
        if (order.length < scores.length) {
            order = new long[scores.length];
        }
        int count = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != Float.NEGATIVE_INFINITY) {
                highest = Math.max(highest, scores[i]);
                // By score, then from the last token to the first.
                order[count++] = (long) ordered(scores[i]) << 32 | ~i & 0xFFFFFFFFL;
            }
        }
        Arrays.sort(order, 0, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(scores[~(int) order[i]] - (double) highest);
        }
        double below = 0;
        for (int i = 0; i < count - 1; i++) {
            int token = ~(int) order[i];
            below += Math.exp(scores[token] - (double) highest) / sum;
            if (below > 1 - p) {
                return;
            }
            scores[token] = Float.NEGATIVE_INFINITY;
        }
    }

    /** An integer that is larger where the number is larger. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits >= 0 ? bits : bits ^ 0x7FFFFFFF;
    }
}
