package dev.attar.compiler.reference;

/**
 * Philox4x32-10: four random words from a counter of four words and a key of two.
 *
 * <p>Source: Salmon, Moraes, Dror and Shaw 2011, section 3.3.
 */
final class Philox {
    private static final int ROUNDS = 10;
    private static final long FIRST_FACTOR = 0xD2511F53L;
    private static final long SECOND_FACTOR = 0xCD9E8D57L;
    /** The golden ratio and the root of 3, less 1, as fractions of 2^32. */
    private static final int FIRST_WEYL = 0x9E3779B9;

    private static final int SECOND_WEYL = 0xBB67AE85;

    private Philox() {}

    static int[] words(int[] counter, int key0, int key1) {
        int[] c = counter.clone();
        for (int round = 0; round < ROUNDS; round++) {
            long first = FIRST_FACTOR * Integer.toUnsignedLong(c[0]);
            long second = SECOND_FACTOR * Integer.toUnsignedLong(c[2]);
            c = new int[] {
                (int) (second >>> 32) ^ c[1] ^ (key0 + round * FIRST_WEYL),
                (int) second,
                (int) (first >>> 32) ^ c[3] ^ (key1 + round * SECOND_WEYL),
                (int) first
            };
        }
        return c;
    }
}
