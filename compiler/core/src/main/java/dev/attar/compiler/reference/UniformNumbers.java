package dev.attar.compiler.reference;

/**
 * Pseudo-random numbers, uniform between 0 and 1 without the ends, by their place: place i of one name has the same number
 * whatever was asked for before, on every machine.
 *
 * <p>Source: the places of a SplitMix64 sequence (Steele, Lea and Flood 2014, figure 16), whose start is the hash of a seed and a
 * name.
 */
final class UniformNumbers {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long start;

    UniformNumbers(long seed, String name) {
        long hash = NormalNumbers.mixed(seed + STEP);
        for (int i = 0; i < name.length(); i++) hash = NormalNumbers.mixed((hash ^ name.charAt(i)) + STEP);
        start = hash;
    }

    double at(long place) {
        long bits = NormalNumbers.mixed(start + (place + 1) * STEP);
        return ((bits >>> 11) + 0.5) * 0x1p-53;
    }
}
