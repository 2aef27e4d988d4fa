package dev.attar.runtime.generate.scores;

/** Probabilities of a row of scores, computed in double precision in the order of the vocabulary. */
public final class Probabilities {
    private Probabilities() {}

    /** The logarithm of the sum of the exponentials of {@code count} scores. */
    public static double logSum(float[] scores, int from, int count) {
        float highest = highest(scores, from, count);
        if (Float.isInfinite(highest)) {
            return highest;
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.exp(scores[i] - (double) highest);
        }
        return highest + Math.log(sum);
    }

    private static float highest(float[] scores, int from, int count) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            highest = Math.max(highest, scores[i]);
        }
        return highest;
    }

    /** Turns scores into logarithms of probabilities, in another array. */
    public static void logSoftmax(float[] scores, int from, int count, float[] to) {
        double sum = logSum(scores, from, count);
        for (int i = 0; i < count; i++) {
            to[i] = (float) (scores[from + i] - sum);
        }
    }

    /** The first token of the highest score; -1 when none can be chosen, or a score is NaN. */
    public static int likeliest(float[] scores) {
        int best = -1;
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                return -1;
            }
            if (scores[i] > highest) {
                highest = scores[i];
                best = i;
            }
        }
        return best;
    }

    /**
     * The token at a place of the distribution.
     *
     * @param place in [0, 1): a token is chosen when so much of the probability lies before or in it
     * @return -1 when none can be chosen, or a score is NaN
     */
    public static int at(float[] scores, double place) {
        double sum = logSum(scores, 0, scores.length);
        if (Double.isNaN(sum) || Double.isInfinite(sum)) {
            return -1;
        }
        double before = 0;
        int last = -1;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != Float.NEGATIVE_INFINITY) {
                before += Math.exp(scores[i] - sum);
                last = i;
                if (place < before) {
                    return i;
                }
            }
        }
        return last; // rounding left a little at the end
    }
}
