package dev.attar.runtime.train.data;

/**
 * Random numbers as a function of what they are for: the n-th number under a key is the same on every machine, whatever was
 * drawn before.
 *
 * <p>Source: the output function of SplitMix64 (Steele, Lea and Flood 2014), applied to a counter.
 */
public final class Randomness {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private long drawn;

    private Randomness(long key) {
        this.key = key;
    }

    /** Numbers for one purpose: a seed, and what tells it from other purposes under the same seed. */
    public static Randomness of(long seed, long... purpose) {
        return new Randomness(key(seed, purpose));
    }

    /** 64 bits that depend on all that is given. */
    public static long key(long seed, long... purpose) {
        long key = mixed(seed + GOLDEN);
        for (long part : purpose) {
            key = mixed(key + GOLDEN * (part + 1));
        }
        return key;
    }

    private static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** 64 random bits. */
    public long bits() {
        return mixed(key + GOLDEN * ++drawn);
    }

    /** Uniform in [0, 1), of 53 bits. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform in 0 to {@code bound - 1}; the bias is below {@code bound / 2^53}. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** The numbers 0 to {@code size - 1} in random order. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
