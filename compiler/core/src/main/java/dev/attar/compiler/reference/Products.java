package dev.attar.compiler.reference;

import java.util.Arrays;
import java.util.List;

/** Matrix products. */
final class Products {
    private Products() {}

    /** {@code out = in * weight^T}: (R,K), (N,K) -> (R,N). */
    static double[][] matMul(double[][] in, double[][] weight) {
        double[][] out = new double[in.length][weight.length];
        for (int r = 0; r < in.length; r++)
            for (int n = 0; n < weight.length; n++) out[r][n] = dot(in[r], weight[n], 0, weight[n].length);
        return out;
    }

    /** The sum of {@code a[k] * b[k]} for k from {@code from} to {@code to - 1}. */
    static double dot(double[] a, double[] b, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) sum += a[k] * b[k];
        return sum;
    }

    /** (R,N1), (R,N2), … -> (R,N1 + N2 + …). */
    static double[][] sideBySide(List<double[][]> parts) {
        double[][] out = new double[parts.getFirst().length][];
        for (int r = 0; r < out.length; r++) {
            int row = r;
            out[r] = joined(parts.stream().map(p -> p[row]).toList());
        }
        return out;
    }

    /** (N1), (N2), … -> (N1 + N2 + …). */
    static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
