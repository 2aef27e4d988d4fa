package dev.attar.runtime.generate;

/**
 * Random numbers by a counter: the n-th number of a seed is always the same, in whatever order they are asked for.
 *
 * <p>Source: Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators", figure 9 and 16 (the 64-bit mix of
 * SplitMix with David Stafford's constants, variant 13).
 */
final class Randomness {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Randomness() {}

    /** A number in [0, 1) with 53 random bits. */
    static double at(long seed, int place) {
        return (mixed(mixed(seed + GOLDEN) + GOLDEN * (place + 1L)) >>> 11) * 0x1p-53;
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
