package dev.attar.compiler.reference;

/**
 * The quantile of the normal distribution with mean 0 and deviation 1, for probabilities that are not extreme: between 1e-11 and
 * 1 - 1e-11. Only additions, products, quotients and {@link StrictMath}, so the bits are the same on every machine.
 *
 * <p>Numerics: relative error about 1e-16. Source: Wichura 1988, algorithm AS 241, PPND16.
 */
final class NormalQuantile {
    private static final double[] MIDDLE_ABOVE = {
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3
    };
    private static final double[] MIDDLE_BELOW = {
        1,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3
    };
    private static final double[] TAIL_ABOVE = {
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4
    };
    private static final double[] TAIL_BELOW = {
        1,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9
    };

    /** Beyond this distance from 1/2 the tail's approximation is used. */
    private static final double MIDDLE = 0.425;

    /** The share of the distribution below -2. */
    private static final double BELOW_CUT = 0.022750131948179207;

    private NormalQuantile() {}

    /** Where the distribution, cut at two deviations on either side, has the share {@code u} below. */
    static double truncated(double u) {
        return of(BELOW_CUT + u * (1 - 2 * BELOW_CUT));
    }

    /** Where the distribution has the share {@code p} below. */
    static double of(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= MIDDLE) {
            double r = MIDDLE * MIDDLE - q * q;
            return q * polynomial(MIDDLE_ABOVE, r) / polynomial(MIDDLE_BELOW, r);
        }
        double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? p : 1 - p)) - 1.6;
        double z = polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
        return q < 0 ? -z : z;
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }
}
