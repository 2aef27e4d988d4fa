package dev.attar.compiler.loops;

/**
 * A ragged dimension of a call: rows that belong to the call's sequences, one sequence after another, without padding.
 *
 * @param name unique in the model: {@code tokens}
 * @param rows the integer that every kernel knows as the number of rows: {@code T}
 * @param longest the integer that every kernel knows as the longest sequence, rounded up to a multiple of 16: {@code L}
 * @param starts for each sequence the number of rows before it, and at the end the number of all rows (sequences + 1 values)
 * @param most rows of a sequence that the model accepts
 */
public record Axis(String name, String rows, String longest, Index.Array starts, int most) {}
