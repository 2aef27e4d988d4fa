package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

import dev.attar.compiler.model.Pool;
import java.util.Arrays;

/** Rounding errors of pooling (see {@link RoundingErrors}). Tokens' errors are added without regard to sign. */
final class PoolErrors {
    private final Rounding rounding;

    PoolErrors(Rounding rounding) {
        this.rounding = rounding;
    }

    /** @param starts first token of each sequence, then the number of tokens: (B + 1) */
    double[][] pool(double[][] in, double[][] before, Pool pool, int[] starts) {
        double[][] error = new double[starts.length - 1][];
        for (int s = 0; s < error.length; s++) {
            double[][] rows = Arrays.copyOfRange(in, starts[s], starts[s + 1]);
            double[][] errors = Arrays.copyOfRange(before, starts[s], starts[s + 1]);
            error[s] = switch (pool) {
                case MEAN -> mean(rows, errors);
                case CLS -> errors[0].clone();
                case MAX -> largest(errors);
                case LAST -> errors[errors.length - 1].clone();
            };
        }
        return error;
    }

    private double[] mean(double[][] rows, double[][] errors) {
        int tokens = rows.length;
        double[] error = new double[rows[0].length];
        for (int c = 0; c < error.length; c++) {
            double sum = 0;
            double squares = 0;
            double handed = 0;
            for (int t = 0; t < tokens; t++) {
                sum += rows[t][c];
                squares += square(rows[t][c]);
                handed += errors[t][c];
            }
            double total = square(handed) + rounding.ofSum(tokens, sum, squares);
            error[c] = Math.sqrt(total / square(tokens) + rounding.of(2, sum / tokens));
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
