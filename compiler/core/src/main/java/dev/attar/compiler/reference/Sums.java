package dev.attar.compiler.reference;

import java.util.Arrays;

/** What is done to whole rows without looking at more than one element of each. */
final class Sums {
    private Sums() {}

    /** {@code out = left + right}: (R,C), (R,C) -> (R,C). */
    static double[][] add(double[][] left, double[][] right) {
        double[][] out = new double[left.length][];
        for (int r = 0; r < left.length; r++) out[r] = add(left[r], right[r]);
        return out;
    }

    /** {@code out[r] = in[r] + bias}: (R,N), (N) -> (R,N). */
    static double[][] addBias(double[][] in, double[] bias) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) out[r] = add(in[r], bias);
        return out;
    }

    /** {@code out = left * right}: (R,C), (R,C) -> (R,C). */
    static double[][] multiply(double[][] left, double[][] right) {
        double[][] out = new double[left.length][];
        for (int r = 0; r < left.length; r++) {
            out[r] = new double[left[r].length];
            for (int c = 0; c < out[r].length; c++) out[r][c] = left[r][c] * right[r][c];
        }
        return out;
    }

    /** {@code out = factor * in}: (R,C) -> (R,C). */
    static double[][] scale(double[][] in, double factor) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++)
            out[r] = Arrays.stream(in[r]).map(x -> factor * x).toArray();
        return out;
    }

    /** {@code out[r] = in[r][from … from + width]}: (R,N) -> (R,width). */
    static double[][] columns(double[][] in, int from, int width) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) out[r] = Arrays.copyOfRange(in[r], from, from + width);
        return out;
    }

    private static double[] add(double[] left, double[] right) {
        double[] out = new double[left.length];
        for (int c = 0; c < left.length; c++) out[c] = left[c] + right[c];
        return out;
    }
}
