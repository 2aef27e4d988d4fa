package dev.attar.compiler.reference;

import dev.attar.compiler.model.Op;

/** Layer norm and Euclidean norm of rows. */
final class Norms {
    private Norms() {}

    /**
     * {@code out = gamma * (in - mean) / sqrt(variance + epsilon) + beta} for each row: (R,C), (C), (C) -> (R,C).
     *
     * <p>Numerics: two passes, the mean first; variance over C, not C - 1. Source: Ba, Kiros and Hinton 2016, section 3.
     */
    static double[][] layerNorm(double[][] in, double[] gamma, double[] beta, double epsilon) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) out[r] = layerNorm(in[r], gamma, beta, epsilon);
        return out;
    }

    private static double[] layerNorm(double[] in, double[] gamma, double[] beta, double epsilon) {
        double mean = mean(in);
        double deviation = deviation(in, mean, epsilon);
        double[] out = new double[in.length];
        for (int c = 0; c < in.length; c++) out[c] = gamma[c] * ((in[c] - mean) / deviation) + beta[c];
        return out;
    }

    static double mean(double[] in) {
        double sum = 0;
        for (double x : in) sum += x;
        return sum / in.length;
    }

    /** {@code sqrt(variance + epsilon)}. */
    static double deviation(double[] in, double mean, double epsilon) {
        double squares = 0;
        for (double x : in) squares += (x - mean) * (x - mean);
        return StrictMath.sqrt(squares / in.length + epsilon);
    }

    /** {@code out[r] = in[r] / max(|in[r]|, 1e-12)}: (R,C) -> (R,C). */
    static double[][] normalize(double[][] in) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            double length = length(in[r]);
            out[r] = new double[in[r].length];
            for (int c = 0; c < in[r].length; c++) out[r][c] = in[r][c] / length;
        }
        return out;
    }

    /** The Euclidean norm, but at least {@link Op.Normalize#MIN_NORM}. */
    static double length(double[] in) {
        return Math.max(StrictMath.sqrt(Products.dot(in, in, 0, in.length)), Op.Normalize.MIN_NORM);
    }
}
