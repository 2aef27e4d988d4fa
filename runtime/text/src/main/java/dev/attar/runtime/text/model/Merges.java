package dev.attar.runtime.text.model;

import java.util.Arrays;

/** Pairs of tokens that become one, by rank. */
final class Merges {
    private final long[] keys;
    private final int[] ranks;
    private final int[] results;

    /** Pairs {@code (first << 32 | second)} in the order of their ranks; of equal pairs the last one counts. */
    Merges(long[] pairs, int[] results) {
        int capacity = Integer.highestOneBit(Math.max(16, pairs.length * 2)) * 2;
        keys = new long[capacity];
        ranks = new int[capacity];
        this.results = results;
        Arrays.fill(keys, -1);
        for (int rank = 0; rank < pairs.length; rank++) {
            int slot = slot(pairs[rank]);
            while (keys[slot] != -1 && keys[slot] != pairs[rank]) {
                slot = slot + 1 & capacity - 1;
            }
            keys[slot] = pairs[rank];
            ranks[slot] = rank;
        }
    }

    /** The rank of a pair, or -1. */
    int rank(int first, int second) {
        long key = (long) first << 32 | second;
        int slot = slot(key);
        while (keys[slot] != -1) {
            if (keys[slot] == key) {
                return ranks[slot];
            }
            slot = slot + 1 & keys.length - 1;
        }
        return -1;
    }

    /** The token that the pair of a rank becomes. */
    int result(int rank) {
        return results[rank];
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 33) & keys.length - 1;
    }
}
