package dev.attar.compiler.reference;

/**
 * Scaled dot-product attention within each sequence: for each head, on its D = C / heads channels,
 * {@code softmax(q k^T / sqrt(D)) v}.
 *
 * <p>Shapes: query, key, value (T,C) -> (T,C). Source: Vaswani et al. 2017, sections 3.2.1 and 3.2.2.
 */
final class SelfAttention {
    private SelfAttention() {}

    /** @param starts first token of each sequence, then the number of tokens: (B + 1) */
    static double[][] attend(double[][] query, double[][] key, double[][] value, int heads, int[] starts) {
        double[][] out = new double[query.length][query[0].length];
        int headWidth = query[0].length / heads;
        for (int s = 0; s + 1 < starts.length; s++)
            for (int h = 0; h < heads; h++)
                for (int t = starts[s]; t < starts[s + 1]; t++) {
                    int from = h * headWidth;
                    double[] scores = scores(query[t], key, starts[s], starts[s + 1], from, from + headWidth);
                    mix(Softmaxes.softmax(scores), value, starts[s], out[t], from, from + headWidth);
                }
        return out;
    }

    /** {@code scores[j] = query * key[first + j] / sqrt(D)} on the channels of one head. */
    static double[] scores(double[] query, double[][] key, int first, int end, int from, int to) {
        double[] scores = new double[end - first];
        for (int j = 0; j < scores.length; j++)
            scores[j] = Products.dot(query, key[first + j], from, to) / StrictMath.sqrt(to - from);
        return scores;
    }

    /** {@code out[c] = sum of share[j] * value[first + j][c]} on the channels of one head. */
    private static void mix(double[] share, double[][] value, int first, double[] out, int from, int to) {
        for (int j = 0; j < share.length; j++) for (int c = from; c < to; c++) out[c] += share[j] * value[first + j][c];
    }
}
