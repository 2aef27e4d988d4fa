package dev.attar.compiler.reference;

/**
 * The error function {@code 2 / sqrt(pi) * integral from 0 to x of exp(-t^2) dt} in double precision.
 *
 * <p>Numerics: within 2e-15 of the truth, relative. Up to 2 by the series of Abramowitz and Stegun 1964, 7.1.6, whose terms
 * are all positive, so nothing cancels; beyond by the continued fraction 7.1.14 of {@code 1 - erf}, which is below 0.005
 * there, so its own error hardly counts.
 */
final class Erf {
    private static final double SERIES_UP_TO = 2;
    /** From here on erf rounds to 1. */
    private static final double ONE_FROM = 6;

    private Erf() {}

    static double erf(double x) {
        if (Double.isNaN(x)) return x;
        double size = Math.abs(x);
        double value = size < SERIES_UP_TO ? series(size) : size < ONE_FROM ? 1 - complement(size) : 1;
        return Math.copySign(value, x);
    }

    /** {@code 2 / sqrt(pi) * exp(-x^2) * (x + 2 x^3 / 3 + 4 x^5 / (3 * 5) + …)}. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 0x1p-60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / StrictMath.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** {@code exp(-x^2) / sqrt(pi) * 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …))))}, from the inside out. */
    private static double complement(double x) {
        double fraction = x;
        for (int n = 120; n >= 1; n--) fraction = x + n / 2.0 / fraction;
        return StrictMath.exp(-x * x) / StrictMath.sqrt(Math.PI) / fraction;
    }
}
