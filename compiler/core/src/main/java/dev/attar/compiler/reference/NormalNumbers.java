package dev.attar.compiler.reference;

/**
 * Pseudo-random numbers of mean 0 and variance 1, nearly normal and never beyond 3.5: the sum of four uniform numbers, which
 * are the quarters of one 64-bit number. The same on every machine and in every release.
 *
 * <p>Source of the 64-bit numbers: SplitMix64 (Steele, Lea and Flood 2014, figure 16).
 */
final class NormalNumbers {
    /** Variance of the sum of four numbers that are uniform over the 2^16 integers from 0. */
    private static final double DEVIATION = StrictMath.sqrt(4 * (0x1p32 - 1) / 12);

    private long state;

    NormalNumbers(long seed) {
        state = seed;
    }

    double next() {
        long bits = nextBits();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - 2 * 0xFFFFL) / DEVIATION;
    }

    /** Uniform over 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(nextBits(), bound);
    }

    long nextBits() {
        state += 0x9E3779B97F4A7C15L;
        return mixed(state);
    }

    /** A number whose every bit depends on every bit of the given one. */
    static long mixed(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
