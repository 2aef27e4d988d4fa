package dev.attar.runtime.parameters;

import dev.attar.runtime.training.Scores;

/** Rows of a head, where the call has left them. */
public record ArenaScores(float[] arena, int begin, int rows, int width, int stride) implements Scores {
    @Override
    public void read(int row, float[] into) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("row " + row + " of " + rows);
        }
        System.arraycopy(arena, begin + row * stride, into, 0, width);
    }
}
