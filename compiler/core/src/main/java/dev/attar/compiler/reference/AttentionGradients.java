package dev.attar.compiler.reference;

/**
 * The backward pass of attention within each sequence, from query, key, value and each row's log-sum-exp: no matrix of
 * tokens by tokens outlives one row. Source: Dao, Fu, Ermon, Rudra and Ré 2022, appendix B.4.
 *
 * @param masks what the shares of a row are multiplied by: dropout's numbers, or ones
 */
record AttentionGradients(
        double[][] query, double[][] key, double[][] value, int heads, int[] starts, ShareMask masks) {
    /** What the share of token t in head h for the j-th token of its sequence is multiplied by. */
    interface ShareMask {
        double at(int t, int h, int j);
    }

    private int headWidth() {
        return query[0].length / heads;
    }

    /** {@code log(sum over j of exp(q[t] k[j] / sqrt(D)))} for each head: (T,heads). */
    double[][] logSums() {
        double[][] out = new double[query.length][heads];
        eachRow((t, h, first, end) -> {
            double[] scores = scores(t, h, first, end);
            out[t][h] = Softmaxes.logSum(scores);
        });
        return out;
    }

    /** {@code sum over j of m p v}: (T,C). */
    double[][] mix() {
        double[][] out = new double[query.length][query[0].length];
        eachRow((t, h, first, end) -> {
            double[] shares = Softmaxes.softmax(scores(t, h, first, end));
            for (int j = 0; j < shares.length; j++)
                for (int c = h * headWidth(); c < (h + 1) * headWidth(); c++)
                    out[t][c] += masks.at(t, h, j) * shares[j] * value[first + j][c];
        });
        return out;
    }

    /** {@code sum over j of ds[t][j] k[j] / sqrt(D)}: (T,C). */
    double[][] query(double[][] gradient, double[][] logSums, double[][] dots) {
        double[][] out = new double[query.length][query[0].length];
        eachRow((t, h, first, end) -> {
            for (int j = first; j < end; j++) {
                double score = scoreGradient(t, h, j, first, gradient, logSums, dots);
                for (int c = h * headWidth(); c < (h + 1) * headWidth(); c++) out[t][c] += score * key[j][c];
            }
        });
        return out;
    }

    /** {@code sum over t of ds[t][j] q[t] / sqrt(D)} and {@code sum over t of m p gradient[t]}, side by side: (T,2C). */
    double[][] keyValue(double[][] gradient, double[][] logSums, double[][] dots) {
        int width = query[0].length;
        double[][] out = new double[query.length][2 * width];
        eachRow((t, h, first, end) -> {
            for (int j = first; j < end; j++) {
                double score = scoreGradient(t, h, j, first, gradient, logSums, dots);
                double share = masks.at(t, h, j - first) * share(t, h, j, logSums);
                for (int c = h * headWidth(); c < (h + 1) * headWidth(); c++) {
                    out[j][c] += score * query[t][c];
                    out[j][width + c] += share * gradient[t][c];
                }
            }
        });
        return out;
    }

    /** {@code left[t] right[t]} on the channels of each head: (T,heads). */
    static double[][] headDots(double[][] left, double[][] right, int heads) {
        double[][] out = new double[left.length][heads];
        int width = left[0].length / heads;
        for (int t = 0; t < left.length; t++)
            for (int h = 0; h < heads; h++) out[t][h] = Products.dot(left[t], right[t], h * width, (h + 1) * width);
        return out;
    }

    /** {@code p (m (gradient[t] v[j]) - dots[t]) / sqrt(D)}. */
    private double scoreGradient(
            int t, int h, int j, int first, double[][] gradient, double[][] logSums, double[][] dots) {
        int from = h * headWidth();
        double ofShare = masks.at(t, h, j - first) * Products.dot(gradient[t], value[j], from, from + headWidth());
        return share(t, h, j, logSums) * (ofShare - dots[t][h]) / StrictMath.sqrt(headWidth());
    }

    private double share(int t, int h, int j, double[][] logSums) {
        return StrictMath.exp(scores(t, h, j, j + 1)[0] - logSums[t][h]);
    }

    private double[] scores(int t, int h, int first, int end) {
        double[] scores = new double[end - first];
        int from = h * headWidth();
        for (int j = 0; j < scores.length; j++)
            scores[j] = Products.dot(query[t], key[first + j], from, from + headWidth()) / StrictMath.sqrt(headWidth());
        return scores;
    }

    private interface Row {
        void at(int t, int h, int first, int end);
    }

    private void eachRow(Row row) {
        for (int s = 0; s + 1 < starts.length; s++)
            for (int h = 0; h < heads; h++)
                for (int t = starts[s]; t < starts[s + 1]; t++) row.at(t, h, starts[s], starts[s + 1]);
    }
}
