package dev.attar.compiler.reference;

/**
 * The arithmetic whose rounding is to be bounded, and the three formulas every bound is made of.
 *
 * <p>Model: each operation of arithmetic rounds its result x by at most {@code unit * |x|}, and these roundings are
 * independent and of mean 0. An error is carried as its standard deviation, in which every rounding counts with its largest
 * size; independent errors add up as squares. The size that is allowed in the end is {@link #CONFIDENCE} deviations: by
 * Hoeffding's inequality a sum of such roundings is beyond it with a probability of at most {@code 2 exp(-8^2 / 2)} = 3e-14.
 *
 * <p>Source: Higham and Mary 2019, "A New Approach to Probabilistic Rounding Error Analysis", theorem 2.4.
 *
 * @param unit half of the distance from 1 to the next number
 * @param functionUnits how well exp (relative), erf and tanh (absolute, they are at most 1) are computed, in units
 */
record Rounding(double unit, double functionUnits) {
    /** Generated code: IEEE binary32, and polynomials for exp, erf and tanh that are within 4 units. */
    static final Rounding FLOAT = new Rounding(0x1p-24, 4);

    /** The reference itself. Its erf is within 2e-15, 18 units. */
    static final Rounding DOUBLE = new Rounding(0x1p-53, 18);

    /** How many standard deviations an error may have. */
    static final double CONFIDENCE = 8;

    /**
     * The square of the error that rounding makes in a sum (of products, by FMA: one rounding a term), in whatever order it is
     * summed. Each of the {@code terms} roundings is in proportion to a partial sum; the partial sum of a fraction q of the
     * terms has, over all orders, the mean square {@code q^2 sum^2 + q (1 - q) squares n / (n - 1)}, at most
     * {@code sum^2 + squares / 2}.
     *
     * @param terms how many
     * @param sum of the terms
     * @param squares sum of the squares of the terms
     */
    double ofSum(int terms, double sum, double squares) {
        return square(unit) * terms * (square(sum) + squares / 2);
    }

    /** The square of the error of {@code count} roundings of a number of this size. */
    double of(double count, double size) {
        return count * square(unit * size);
    }

    /** The square of the error of a function that is as large as {@code size} where it is 1. */
    double ofFunction(double size) {
        return square(functionUnits * unit * size);
    }

    static double square(double x) {
        return x * x;
    }
}
