package dev.attar.compiler.reference;

/** Softmax of rows. */
final class Softmaxes {
    private Softmaxes() {}

    /** {@code out[r] = softmax(in[r])}: (R,C) -> (R,C). */
    static double[][] softmax(double[][] in) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) out[r] = softmax(in[r]);
        return out;
    }

    /** {@code out = exp(in - max) / sum}: the shift changes no result and keeps every exponential at most 1. */
    static double[] softmax(double[] in) {
        double max = Double.NEGATIVE_INFINITY;
        for (double x : in) max = Math.max(max, x);
        double[] out = new double[in.length];
        double sum = 0;
        for (int c = 0; c < in.length; c++) {
            out[c] = StrictMath.exp(in[c] - max);
            sum += out[c];
        }
        for (int c = 0; c < in.length; c++) out[c] /= sum;
        return out;
    }

    /** {@code log(sum of exp(in))}, shifted by the maximum so that no exponential overflows. */
    static double logSum(double[] in) {
        double max = Double.NEGATIVE_INFINITY;
        for (double x : in) max = Math.max(max, x);
        double sum = 0;
        for (double x : in) sum += StrictMath.exp(x - max);
        return max + StrictMath.log(sum);
    }
}
