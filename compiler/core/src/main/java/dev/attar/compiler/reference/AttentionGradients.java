package dev.attar.compiler.reference;

import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.ScoreBias;

/**
 * The backward pass of attention within each sequence, from query, key, value and each row's log-sum-exp: no matrix of
 * tokens by tokens outlives one row. Source: Dao, Fu, Ermon, Rudra and Ré 2022, appendix B.4.
 *
 * @param table of relative buckets, where scores have a bias of such: (buckets, heads)
 * @param queryStarts for each sequence its first query
 * @param keyStarts for each sequence its first key
 * @param masks what the shares of a row are multiplied by: dropout's numbers, or ones
 */
record AttentionGradients(
        double[][] query,
        double[][] key,
        double[][] value,
        AttentionOp.Form form,
        double[][] table,
        int[] queryStarts,
        int[] keyStarts,
        ShareMask masks) {
    /** What the share of token t in head h for the j-th token of its sequence is multiplied by. */
    interface ShareMask {
        double at(int t, int h, int j);
    }

    private int headWidth() {
        return query[0].length / form.heads();
    }

    /** {@code log(sum over j of exp(scale q[t] k[j]))} for each head: (T,heads). */
    double[][] logSums() {
        double[][] out = new double[query.length][form.heads()];
        eachRow((t, h, _, first, end) -> out[t][h] = Softmaxes.logSum(scores(t, h, first, end)));
        return out;
    }

    /** {@code sum over j of m p v}: (T,C). */
    double[][] mix() {
        double[][] out = new double[query.length][query[0].length];
        eachRow((t, h, sequence, first, end) -> {
            double[] shares = Softmaxes.softmax(scores(t, h, first, end));
            for (int j = 0; j < shares.length; j++)
                for (int c = 0; c < headWidth(); c++)
                    out[t][h * headWidth() + c] +=
                            masks.at(t, h, first + j - sequence) * shares[j] * value[first + j][ofGroup(h) + c];
        });
        return out;
    }

    /** {@code scale * sum over j of ds[t][j] k[j]}: (T,C). */
    double[][] query(double[][] gradient, double[][] logSums, double[][] dots) {
        double[][] out = new double[query.length][query[0].length];
        eachRow((t, h, sequence, first, end) -> {
            for (int j = first; j < end; j++) {
                double score = scoreGradient(t, h, j, sequence, gradient, logSums, dots);
                for (int c = 0; c < headWidth(); c++) out[t][h * headWidth() + c] += score * key[j][ofGroup(h) + c];
            }
        });
        return out;
    }

    /** {@code scale * sum over t of ds[t][j] q[t]} and {@code sum over t of m p gradient[t]}, side by side: (S,2C). */
    double[][] keyValue(double[][] gradient, double[][] logSums, double[][] dots) {
        int width = key[0].length;
        double[][] out = new double[key.length][2 * width];
        eachRow((t, h, sequence, first, end) -> {
            for (int j = first; j < end; j++) {
                double score = scoreGradient(t, h, j, sequence, gradient, logSums, dots);
                double share = masks.at(t, h, j - sequence) * share(t, h, j, logSums);
                for (int c = 0; c < headWidth(); c++) {
                    out[j][ofGroup(h) + c] += score * query[t][h * headWidth() + c];
                    out[j][width + ofGroup(h) + c] += share * gradient[t][h * headWidth() + c];
                }
            }
        });
        return out;
    }

    /** The sum of {@code ds} by bucket and head, of each sequence: (B, buckets heads). */
    double[][] buckets(double[][] gradient, double[][] logSums, double[][] dots) {
        ScoreBias.Relative relative = (ScoreBias.Relative) form.bias();
        double[][] out = new double[queryStarts.length - 1][relative.buckets() * form.heads()];
        for (int s = 0; s < out.length; s++) {
            double[] sums = out[s];
            eachRow(s, (t, h, sequence, first, end) -> {
                for (int j = first; j < end; j++)
                    sums[relative.bucket(j - t) * form.heads() + h] +=
                            shareGradient(t, h, j, sequence, gradient, logSums, dots);
            });
        }
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

    /** {@code scale p (m (gradient[t] v[j]) - dots[t])}. */
    private double scoreGradient(
            int t, int h, int j, int sequence, double[][] gradient, double[][] logSums, double[][] dots) {
        return form.scale() * shareGradient(t, h, j, sequence, gradient, logSums, dots);
    }

    /** {@code ds = p (m (gradient[t] v[j]) - dots[t])}. */
    private double shareGradient(
            int t, int h, int j, int sequence, double[][] gradient, double[][] logSums, double[][] dots) {
        double ofShare = masks.at(t, h, j - sequence) * product(gradient[t], value[j], h);
        return share(t, h, j, logSums) * (ofShare - dots[t][h]);
    }

    private double share(int t, int h, int j, double[][] logSums) {
        return StrictMath.exp(score(t, h, j) - logSums[t][h]);
    }

    private double[] scores(int t, int h, int first, int end) {
        double[] scores = new double[end - first];
        for (int j = 0; j < scores.length; j++) scores[j] = score(t, h, first + j);
        return scores;
    }

    private double score(int t, int h, int j) {
        return form.scale() * product(query[t], key[j], h) + bias(h, j - t);
    }

    /** Queries and keys of a bias are the same tokens. */
    private double bias(int h, int offset) {
        return switch (form.bias()) {
            case ScoreBias.None() -> 0;
            case ScoreBias.Alibi alibi -> -alibi.slope(h, form.heads()) * Math.abs(offset);
            case ScoreBias.Relative relative -> table[relative.bucket(offset)][h];
        };
    }

    /** Of a row of heads and a row of groups, on the channels of one head. */
    private double product(double[] row, double[] other, int head) {
        double sum = 0;
        for (int c = 0; c < headWidth(); c++) sum += row[head * headWidth() + c] * other[ofGroup(head) + c];
        return sum;
    }

    /** The first channel of a head's keys and values. */
    private int ofGroup(int head) {
        return head / form.headsOfGroup() * headWidth();
    }

    private interface Row {
        void at(int t, int h, int sequence, int first, int end);
    }

    /** Each query of each head, with the first key of its sequence and the keys that it sees. */
    private void eachRow(Row row) {
        for (int s = 0; s + 1 < queryStarts.length; s++) eachRow(s, row);
    }

    private void eachRow(int s, Row row) {
        for (int h = 0; h < form.heads(); h++)
            for (int t = queryStarts[s]; t < queryStarts[s + 1]; t++) {
                int place = t - queryStarts[s];
                int keys = keyStarts[s + 1] - keyStarts[s];
                int from = keyStarts[s] + form.mask().first(place);
                row.at(t, h, keyStarts[s], from, keyStarts[s] + form.mask().end(place, keys));
            }
    }
}
