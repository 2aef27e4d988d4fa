package dev.attar.runtime.train.data;

/**
 * A sequence of tokens. Arrays are not copied.
 *
 * @param fixed for each token whether it is never masked: a special token
 */
record TokenIds(int[] ids, int[] segments, boolean[] fixed) {
    int length() {
        return ids.length;
    }
}
