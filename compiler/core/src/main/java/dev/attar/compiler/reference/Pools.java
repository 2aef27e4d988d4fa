package dev.attar.compiler.reference;

import dev.attar.compiler.model.Pool;
import java.util.Arrays;
import java.util.List;

/** The tokens of each sequence become one row: (T,C) -> (B,C). */
final class Pools {
    private Pools() {}

    /** One row for each sequence, of all pools side by side. */
    static double[][] pools(double[][] in, List<Pool> pools, int[] starts) {
        return Joined.columns(pools.stream().map(pool -> pool(in, pool, starts)).toList());
    }

    /** @param starts first token of each sequence, then the number of tokens: (B + 1) */
    static double[][] pool(double[][] in, Pool pool, int[] starts) {
        double[][] out = new double[starts.length - 1][];
        for (int s = 0; s < out.length; s++) {
            double[][] sequence = Arrays.copyOfRange(in, starts[s], starts[s + 1]);
            out[s] = switch (pool) {
                case MEAN -> mean(sequence);
                case CLS -> sequence[0].clone();
                case MAX -> max(sequence);
                case LAST -> sequence[sequence.length - 1].clone();
                case WEIGHTED_MEAN -> weightedMean(sequence);
                case MEAN_SQRT_LEN -> meanSqrtLen(sequence);
            };
        }
        return out;
    }

    private static double[] mean(double[][] tokens) {
        double[] out = new double[tokens[0].length];
        for (double[] token : tokens) for (int c = 0; c < out.length; c++) out[c] += token[c];
        for (int c = 0; c < out.length; c++) out[c] /= tokens.length;
        return out;
    }

    private static double[] weightedMean(double[][] tokens) {
        double[] out = new double[tokens[0].length];
        double weights = 0;
        for (int t = 0; t < tokens.length; t++) {
            weights += t + 1;
            for (int c = 0; c < out.length; c++) out[c] += (t + 1) * tokens[t][c];
        }
        for (int c = 0; c < out.length; c++) out[c] /= weights;
        return out;
    }

    private static double[] meanSqrtLen(double[][] tokens) {
        double[] out = mean(tokens);
        for (int c = 0; c < out.length; c++) out[c] *= Math.sqrt(tokens.length);
        return out;
    }

    private static double[] max(double[][] tokens) {
        double[] out = tokens[0].clone();
        for (double[] token : tokens) for (int c = 0; c < out.length; c++) out[c] = Math.max(out[c], token[c]);
        return out;
    }
}
