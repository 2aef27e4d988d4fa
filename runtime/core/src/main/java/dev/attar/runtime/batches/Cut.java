package dev.attar.runtime.batches;

import java.util.Arrays;

/**
 * How a batch is cut into pieces of whole sequences, the longest sequences first. A piece is about as large as a worker's cache
 * holds the activations of; which sequences are in it changes no bit of any result. Used again for later batches.
 */
public final class Cut {
    /** Tokens in a piece: fewer, and weights are fetched more often than they are worth; more, and activations leave the cache. */
    private static final int ENOUGH_TOKENS = 96;

    private static final int MOST_TOKENS = 192;

    /** Below so many tokens a piece reads all weights for too little. */
    private static final int FEWEST_TOKENS = 32;

    private long[] keys = {}; // length and number of each sequence; sorted
    private int[] from = {0}; // piece p: the sequences order(from[p]) … order(from[p + 1] - 1)
    private long[] loads = {}; // tokens by worker, when each takes the next piece as soon as it is free
    private int sequences;
    private int pieces;

    /**
     * Cuts a batch.
     *
     * @param starts where each sequence begins, and the number of tokens
     * @return whether the pieces keep that many workers about equally busy; else the batch is better computed as a whole
     */
    boolean of(int[] starts, int sequences, int members) {
        this.sequences = sequences;
        int tokens = starts[sequences];
        if (sequences < 2 || tokens < 2 * FEWEST_TOKENS || tokens < FEWEST_TOKENS * members) {
            return false;
        }
        sort(starts);
        int enough = Math.clamp(Math.ceilDiv(tokens, members), FEWEST_TOKENS, ENOUGH_TOKENS);
        divide(enough);
        return pieces > 1 && busiest(members) * members <= tokens + tokens / 8;
    }

    int pieces() {
        return pieces;
    }

    int first(int piece) {
        return from[piece];
    }

    /** After the piece's last place in {@link #sequence the order}. */
    int end(int piece) {
        return from[piece + 1];
    }

    /** The sequence at this place of the order. */
    int sequence(int place) {
        return (int) keys[place];
    }

    private int length(int place) {
        return -(int) (keys[place] >> 32);
    }

    private void sort(int[] starts) {
        if (keys.length < sequences) {
            keys = new long[sequences];
            from = new int[sequences + 1];
        }
        for (int i = 0; i < sequences; i++) {
            long length = starts[i + 1] - starts[i];
            keys[i] = -length << 32 | i; // so that the longest comes first, and of equal ones the first
        }
        Arrays.sort(keys, 0, sequences);
    }

    private void divide(int enough) {
        pieces = 0;
        int tokens = 0;
        for (int place = 0; place < sequences; place++) {
            int length = length(place);
            if (tokens > 0 && (tokens >= enough || tokens + length > MOST_TOKENS)) {
                from[++pieces] = place;
                tokens = 0;
            }
            tokens += length;
        }
        from[++pieces] = sequences;
    }

    private long busiest(int members) {
        if (loads.length != members) {
            loads = new long[members];
        }
        Arrays.fill(loads, 0);
        for (int piece = 0; piece < pieces; piece++) {
            int idlest = 0;
            for (int m = 1; m < members; m++) {
                idlest = loads[m] < loads[idlest] ? m : idlest;
            }
            for (int place = first(piece); place < end(piece); place++) {
                loads[idlest] += length(place);
            }
        }
        long busiest = 0;
        for (long load : loads) {
            busiest = Math.max(busiest, load);
        }
        return busiest;
    }
}
