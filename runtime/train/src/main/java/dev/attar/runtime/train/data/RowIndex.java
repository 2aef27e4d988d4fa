package dev.attar.runtime.train.data;

import java.util.Arrays;

/** Where the rows of a file are: offset and length in bytes and the number of the first line, row by row. 20 bytes a row. */
final class RowIndex {
    private long[] offsets = new long[64];
    private int[] lengths = new int[64];
    private long[] lines = new long[64];
    private int size;

    void add(long offset, long length, long line) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        offsets[size] = offset;
        lengths[size] = Math.toIntExact(length);
        lines[size] = line;
        size++;
    }

    int size() {
        return size;
    }

    long offset(int row) {
        return offsets[row];
    }

    int length(int row) {
        return lengths[row];
    }

    /** From 1. */
    long line(int row) {
        return lines[row];
    }
}
