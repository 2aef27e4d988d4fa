package dev.attar.compiler.reference;

import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.ScoreBias;

/**
 * Scaled dot-product attention within each sequence: for each head, on its D channels, {@code softmax(scale q k^T + bias) v} over
 * the keys that the mask lets the query see.
 *
 * <p>Shapes: query (R,C), key and value (S,groups D) -> (R,C). Source: Vaswani et al. 2017, sections 3.2.1 and 3.2.2.
 */
final class DotProductAttention {
    private final Op.Attention op;
    private final double[][] table;

    /** @param table of the bias, where it has one (buckets, heads) */
    DotProductAttention(Op.Attention op, double[][] table) {
        this.op = op;
        this.table = table;
    }

    /** One query's view: {@code keys} keys from row {@code first} of all keys on. */
    record View(int query, int head, int first, int keys) {}

    /** What is done for each view. */
    interface Action {
        void of(View view);
    }

    /**
     * @param queryStarts first token of each sequence, then the number of tokens: (B + 1)
     * @param keyStarts the same for the keys
     */
    double[][] attend(double[][] query, double[][] key, double[][] value, int[] queryStarts, int[] keyStarts) {
        double[][] out = new double[query.length][query[0].length];
        each(queryStarts, keyStarts, view -> {
            double[] shares = Softmaxes.softmax(scores(view, query, key, queryStarts, keyStarts));
            mix(shares, value, view, out[view.query()]);
        });
        return out;
    }

    /** For each head of each query. */
    void each(int[] queryStarts, int[] keyStarts, Action action) {
        for (int s = 0; s + 1 < queryStarts.length; s++)
            for (int h = 0; h < op.heads(); h++)
                for (int t = queryStarts[s]; t < queryStarts[s + 1]; t++) {
                    int keys = keyStarts[s + 1] - keyStarts[s];
                    int place = t - queryStarts[s] + before(queryStarts[s + 1] - queryStarts[s], keys);
                    int first = op.mask().first(place);
                    int end = op.mask().end(place, keys);
                    action.of(new View(t, h, keyStarts[s] + first, end - first));
                }
    }

    /** {@code scores[j] = scale * query * key[first + j] + bias} on the channels of one head. */
    double[] scores(View view, double[][] query, double[][] key, int[] queryStarts, int[] keyStarts) {
        int s = sequenceOf(queryStarts, view.query());
        int before = before(queryStarts[s + 1] - queryStarts[s], keyStarts[s + 1] - keyStarts[s]);
        int place = view.query() - queryStarts[s] + before;
        int firstPlace = view.first() - keyStarts[s];
        double[] scores = new double[view.keys()];
        for (int j = 0; j < scores.length; j++)
            scores[j] = op.scale() * product(query[view.query()], key[view.first() + j], view.head())
                    + bias(view.head(), firstPlace + j - place);
        return scores;
    }

    /** First channel of a head's keys and values. */
    int keyChannel(int head) {
        return head / (op.heads() / op.groups()) * op.headWidth();
    }

    /** @param offset the key's place less the query's */
    double bias(int head, int offset) {
        return switch (op.bias()) {
            case ScoreBias.None() -> 0;
            case ScoreBias.Alibi alibi -> -alibi.slope(head, op.heads()) * Math.abs(offset);
            case ScoreBias.Relative relative -> table[relative.bucket(offset)][head];
        };
    }

    private double product(double[] query, double[] key, int head) {
        int from = head * op.headWidth();
        int keyFrom = keyChannel(head);
        double sum = 0;
        for (int c = 0; c < op.headWidth(); c++) sum += query[from + c] * key[keyFrom + c];
        return sum;
    }

    /** {@code out[c] = sum of share[j] * value[first + j][c]} on the channels of one head. */
    private void mix(double[] shares, double[][] value, View view, double[] out) {
        int from = view.head() * op.headWidth();
        int valueFrom = keyChannel(view.head());
        for (int j = 0; j < shares.length; j++)
            for (int c = 0; c < op.headWidth(); c++)
                out[from + c] += shares[j] * value[view.first() + j][valueFrom + c];
    }

    /** How many keys of a sequence were there before its queries. */
    private int before(int queries, int keys) {
        return op.isContinued() ? keys - queries : 0;
    }

    private static int sequenceOf(int[] starts, int token) {
        int s = 0;
        while (starts[s + 1] <= token) s++;
        return s;
    }
}
