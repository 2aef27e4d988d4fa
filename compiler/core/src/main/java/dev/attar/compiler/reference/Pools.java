package dev.attar.compiler.reference;

import dev.attar.compiler.model.Pool;
import java.util.Arrays;

/** The tokens of each sequence become one row: (T,C) -> (B,C). */
final class Pools {
    private Pools() {}

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

    private static double[] max(double[][] tokens) {
        double[] out = tokens[0].clone();
        for (double[] token : tokens) for (int c = 0; c < out.length; c++) out[c] = Math.max(out[c], token[c]);
        return out;
    }
}
