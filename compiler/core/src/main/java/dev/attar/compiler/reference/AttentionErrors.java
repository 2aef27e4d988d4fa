package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.reference.DotProductAttention.View;

/** Rounding errors of attention (see {@link RoundingErrors}). */
final class AttentionErrors {
    private final Rounding rounding;
    private final SoftmaxErrors softmax;
    private final Op.Attention op;
    private final DotProductAttention law;
    private final Operand query;
    private final Operand key;
    private final Operand value;

    /** What attention reads, and its errors: both (R,C). */
    record Operand(double[][] rows, double[][] errors) {}

    AttentionErrors(Rounding rounding, Op.Attention op, double[][] table, Operand query, Operand key, Operand value) {
        this.rounding = rounding;
        this.softmax = new SoftmaxErrors(rounding);
        this.op = op;
        this.law = new DotProductAttention(op, table);
        this.query = query;
        this.key = key;
        this.value = value;
    }

    /**
     * @param queryStarts first token of each sequence, then the number of tokens: (B + 1)
     * @param keyStarts the same for the keys
     */
    double[][] attend(int[] queryStarts, int[] keyStarts) {
        double[][] error = new double[query.rows().length][query.rows()[0].length];
        law.each(queryStarts, keyStarts, view -> {
            double[] scores = law.scores(view, query.rows(), key.rows(), queryStarts, keyStarts);
            head(view, scores, error[view.query()]);
        });
        return error;
    }

    /** One token's channels of one head. */
    private void head(View view, double[] scores, double[] error) {
        double[] ofScores = new double[scores.length];
        for (int j = 0; j < scores.length; j++) ofScores[j] = score(view, view.first() + j, scores[j]);
        double[] shares = Softmaxes.softmax(scores);
        double[] relative = softmax.exponentials(scores, ofScores);
        int from = view.head() * op.headWidth();
        for (int c = 0; c < op.headWidth(); c++)
            error[from + c] = mixed(shares, relative, view.first(), law.keyChannel(view.head()) + c);
    }

    /** A score is a sum of D products, one of whose factors each had an error before, and then scaled; a bias is added. */
    private double score(View view, int j, double score) {
        int from = view.head() * op.headWidth();
        int keyFrom = law.keyChannel(view.head());
        double handed = 0;
        double squares = 0;
        double sum = 0;
        for (int c = 0; c < op.headWidth(); c++) {
            double q = query.rows()[view.query()][from + c];
            double k = key.rows()[j][keyFrom + c];
            handed += square(q * key.errors()[j][keyFrom + c]) + square(k * query.errors()[view.query()][from + c]);
            squares += square(q * k);
            sum += q * k;
        }
        double scaled = op.scale() * sum;
        double biased =
                op.bias() instanceof ScoreBias.None ? 0 : rounding.of(2, score - scaled) + rounding.of(1, score);
        return Math.sqrt((handed + rounding.ofSum(op.headWidth(), sum, squares)) * square(op.scale())
                + rounding.of(4, scaled)
                + biased);
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
