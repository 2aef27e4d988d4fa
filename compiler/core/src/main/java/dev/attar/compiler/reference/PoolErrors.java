package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

import dev.attar.compiler.model.Pool;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Rounding errors of pooling (see {@link RoundingErrors}). Tokens' errors are added without regard to sign. */
final class PoolErrors {
    private final Rounding rounding;

    PoolErrors(Rounding rounding) {
        this.rounding = rounding;
    }

    /** Of all pools side by side. */
    double[][] pools(double[][] in, double[][] before, List<Pool> pools, int[] starts) {
        return Joined.columns(
                pools.stream().map(pool -> pool(in, before, pool, starts)).toList());
    }

    /** @param starts first token of each sequence, then the number of tokens: (B + 1) */
    double[][] pool(double[][] in, double[][] before, Pool pool, int[] starts) {
        double[][] error = new double[starts.length - 1][];
        for (int s = 0; s < error.length; s++) {
            double[][] rows = Arrays.copyOfRange(in, starts[s], starts[s + 1]);
            double[][] errors = Arrays.copyOfRange(before, starts[s], starts[s + 1]);
            error[s] = switch (pool) {
                case MEAN -> mean(rows, errors, _ -> 1, rows.length, 2);
                case CLS -> errors[0].clone();
                case MAX -> largest(errors);
                case LAST -> errors[errors.length - 1].clone();
                case WEIGHTED_MEAN -> mean(rows, errors, token -> token + 1, rows.length * (rows.length + 1L) / 2.0, 5);
                case MEAN_SQRT_LEN -> mean(rows, errors, _ -> 1, Math.sqrt(rows.length), 3);
            };
        }
        return error;
    }

    /**
     * A sum of weighted tokens, divided.
     *
     * @param roundings of the divisor and the division
     */
    private double[] mean(
            double[][] rows, double[][] errors, IntToDoubleFunction weights, double divisor, int roundings) {
        int tokens = rows.length;
        double[] error = new double[rows[0].length];
        for (int c = 0; c < error.length; c++) {
            double sum = 0;
            double squares = 0;
            double handed = 0;
            for (int t = 0; t < tokens; t++) {
                double weight = weights.applyAsDouble(t);
                sum += weight * rows[t][c];
                squares += square(weight * rows[t][c]);
                handed += weight * errors[t][c];
            }
            double total = square(handed) + rounding.ofSum(tokens, sum, squares);
            error[c] = Math.sqrt(total / square(divisor) + rounding.of(roundings, sum / divisor));
        }
        return error;
    }

    /** The largest of some numbers moves no further than the one that moves most. */
    private static double[] largest(double[][] errors) {
        double[] error = errors[0].clone();
        for (double[] token : errors) for (int c = 0; c < error.length; c++) error[c] = Math.max(error[c], token[c]);
        return error;
    }
}
