package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

/** Rounding errors of attention (see {@link RoundingErrors}). */
final class AttentionErrors {
    private final Rounding rounding;
    private final SoftmaxErrors softmax;
    private final Operand query;
    private final Operand key;
    private final Operand value;

    /** What attention reads, and its errors: both (T,C). */
    record Operand(double[][] rows, double[][] errors) {}

    AttentionErrors(Rounding rounding, Operand query, Operand key, Operand value) {
        this.rounding = rounding;
        this.softmax = new SoftmaxErrors(rounding);
        this.query = query;
        this.key = key;
        this.value = value;
    }

    /** @param starts first token of each sequence, then the number of tokens: (B + 1) */
    double[][] attend(int heads, int[] starts) {
        int width = query.rows()[0].length;
        double[][] error = new double[query.rows().length][width];
        int headWidth = width / heads;
        for (int s = 0; s + 1 < starts.length; s++)
            for (int h = 0; h < heads; h++)
                for (int t = starts[s]; t < starts[s + 1]; t++)
                    head(t, starts[s], starts[s + 1], h * headWidth, (h + 1) * headWidth, error[t]);
        return error;
    }

    /** One token's channels of one head. */
    private void head(int t, int first, int end, int from, int to, double[] error) {
        double[] scores = SelfAttention.scores(query.rows()[t], key.rows(), first, end, from, to);
        double[] ofScores = new double[scores.length];
        for (int j = 0; j < scores.length; j++) ofScores[j] = score(t, first + j, scores[j], from, to);
        double[] shares = Softmaxes.softmax(scores);
        double[] relative = softmax.exponentials(scores, ofScores);
        for (int c = from; c < to; c++) error[c] = mixed(shares, relative, first, c);
    }

    /** A score is a sum of D products, one of whose factors each had an error before, and then scaled. */
    private double score(int t, int j, double score, int from, int to) {
        double handed = 0;
        double squares = 0;
        for (int c = from; c < to; c++) {
            double q = query.rows()[t][c];
            double k = key.rows()[j][c];
            handed += square(q * key.errors()[j][c]) + square(k * query.errors()[t][c]);
            squares += square(q * k);
        }
        int terms = to - from;
        double sum = score * Math.sqrt(terms);
        return Math.sqrt((handed + rounding.ofSum(terms, sum, squares)) / terms + rounding.of(4, score));
    }

    /**
     * {@code d sum(p v) = sum(p dv) + sum(dp v)}, and as the shares p stay 1 in sum, the latter is at most
     * {@code sum(p relative |v - out|)}. Errors of the tokens can be the same error (equal tokens have equal ones), so they
     * are added without regard to sign. Summing may rescale once a term, as attention in blocks does.
     */
    private double mixed(double[] shares, double[] relative, int first, int c) {
        double out = 0;
        double squares = 0;
        double handed = 0;
        for (int j = 0; j < shares.length; j++) {
            double term = shares[j] * value.rows()[first + j][c];
            out += term;
            squares += square(term);
            handed += shares[j] * value.errors()[first + j][c];
        }
        double moved = 0;
        for (int j = 0; j < shares.length; j++)
            moved += shares[j] * relative[j] * Math.abs(value.rows()[first + j][c] - out);
        return Math.sqrt(square(handed)
                + square(moved)
                + 2 * rounding.ofSum(shares.length, out, squares)
                + softmax.divisor(shares.length) * square(out));
    }
}
