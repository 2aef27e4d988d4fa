package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

/** Rounding errors of the two norms (see {@link RoundingErrors}). */
final class NormErrors {
    private final Rounding rounding;

    NormErrors(Rounding rounding) {
        this.rounding = rounding;
    }

    /**
     * With y the normalised row before gamma and beta: {@code dy_i = (dx_i - mean(dx) - y_i mean(y dx)) / deviation}.
     *
     * @param in the rows that were normalised
     * @param before their errors
     */
    double[][] layerNorm(double[][] in, double[][] before, double[] gamma, double[] beta, double epsilon) {
        double[][] error = new double[in.length][];
        for (int r = 0; r < in.length; r++) error[r] = layerNorm(in[r], before[r], gamma, beta, epsilon);
        return error;
    }

    private double[] layerNorm(double[] in, double[] before, double[] gamma, double[] beta, double epsilon) {
        int width = in.length;
        double mean = Norms.mean(in);
        double deviation = Norms.deviation(in, mean, epsilon);
        double squares = 0;
        double[] y = new double[width];
        for (int c = 0; c < width; c++) {
            y[c] = (in[c] - mean) / deviation;
            squares += square(in[c]);
        }
        double ofMean = rounding.ofSum(width - 1, mean * width, squares) / square(width)
                + rounding.of(Integer.bitCount(width) == 1 ? 0 : 1, mean);
        Moments moments = Moments.of(y, before);
        boolean known = Rounding.CONFIDENCE * Math.sqrt(moments.weighted() / width + ofMean) < deviation / 2;
        double[] error = new double[width];
        for (int c = 0; c < width; c++) {
            double handed = square(before[c]) * (1 - 2 * (1 + square(y[c])) / width)
                    + (moments.plain() + 2 * y[c] * moments.crossed() + square(y[c]) * moments.weighted())
                            / square(width);
            // variance: a sum of squares (1.5 a term, halved by the root), root, epsilon; subtract, divide
            double own = rounding.of(1.5 * width / 4 + 6, y[c]);
            double normalised = (Math.max(0, handed) + ofMean) / square(deviation) + own;
            double range = 2 * Math.sqrt(width) / Rounding.CONFIDENCE;
            double scaled = known ? Math.min(Math.sqrt(normalised), range) : range;
            double product = gamma[c] * y[c];
            error[c] =
                    Math.sqrt(square(gamma[c] * scaled) + rounding.of(1, product) + rounding.of(1, product + beta[c]));
        }
        return error;
    }

    /** {@code dy_i = (dx_i - y_i sum(y dx)) / length}. */
    double[][] normalize(double[][] in, double[][] before) {
        double[][] error = new double[in.length][];
        for (int r = 0; r < in.length; r++) error[r] = normalize(in[r], before[r]);
        return error;
    }

    private double[] normalize(double[] in, double[] before) {
        int width = in.length;
        double length = Norms.length(in);
        double[] y = new double[width];
        for (int c = 0; c < width; c++) y[c] = in[c] / length;
        Moments moments = Moments.of(y, before);
        boolean known = Rounding.CONFIDENCE * Math.sqrt(moments.weighted()) < length / 2;
        double[] error = new double[width];
        for (int c = 0; c < width; c++) {
            double handed = square(before[c]) * (1 - 2 * square(y[c])) + square(y[c]) * moments.weighted();
            double own = rounding.of(1.5 * width / 4 + 4, y[c]);
            double range = 2 / Rounding.CONFIDENCE;
            error[c] = known ? Math.min(Math.sqrt(Math.max(0, handed) / square(length) + own), range) : range;
        }
        return error;
    }

    /** Sums over a row: of {@code e^2}, {@code y e^2} and {@code y^2 e^2}. */
    private record Moments(double plain, double crossed, double weighted) {
        static Moments of(double[] y, double[] e) {
            double plain = 0;
            double crossed = 0;
            double weighted = 0;
            for (int c = 0; c < y.length; c++) {
                plain += square(e[c]);
                crossed += y[c] * square(e[c]);
                weighted += square(y[c] * e[c]);
            }
            return new Moments(plain, crossed, weighted);
        }
    }
}
