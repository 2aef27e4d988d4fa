package dev.attar.compiler.reference;

import static dev.attar.compiler.reference.Rounding.square;

/** Rounding errors of softmax (see {@link RoundingErrors}). */
final class SoftmaxErrors {
    private final Rounding rounding;

    SoftmaxErrors(Rounding rounding) {
        this.rounding = rounding;
    }

    /** @param in the rows, {@code before} their errors */
    double[][] softmax(double[][] in, double[][] before) {
        double[][] error = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            double[] shares = Softmaxes.softmax(in[r]);
            double[] relative = exponentials(in[r], before[r]);
            double common = 0;
            for (int c = 0; c < shares.length; c++) common += shares[c] * relative[c];
            error[r] = new double[shares.length];
            for (int c = 0; c < shares.length; c++)
                error[r][c] = Math.min(
                        shares[c] * Math.sqrt(square(relative[c] + common) + divisor(shares.length)),
                        1 / Rounding.CONFIDENCE);
        }
        return error;
    }

    /**
     * The relative error of each {@code exp(in - max)}: an error e of the exponent is a factor exp(e). Added up without
     * regard to sign by whoever sums them, because the errors of a row's scores have a common part.
     */
    double[] exponentials(double[] in, double[] before) {
        double max = Double.NEGATIVE_INFINITY;
        for (double x : in) max = Math.max(max, x);
        double[] relative = new double[in.length];
        for (int c = 0; c < in.length; c++) {
            double exponent = Math.sqrt(square(before[c]) + rounding.of(1, in[c] - max) + rounding.ofFunction(1));
            relative[c] = Math.expm1(Rounding.CONFIDENCE * exponent) / Rounding.CONFIDENCE;
        }
        return relative;
    }

    /** The square of the relative error that summing {@code terms} exponentials and dividing by the sum adds. */
    double divisor(int terms) {
        return rounding.of(1.5 * terms + 2, 1);
    }
}
