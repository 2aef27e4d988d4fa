package dev.attar.compiler.loops;

/**
 * What an entry point computes: rows of {@code columns} floats, {@code stride} apart.
 *
 * @param rows how many: {@link Sizes#SEQUENCES}, the rows of an axis, or a number
 */
public record Output(String name, Index rows, int columns, int stride, Place.Arena place) {
    /** Whether there is one row for each sequence. */
    public boolean perSequence() {
        return rows.equals(Index.name(Sizes.SEQUENCES));
    }
}
