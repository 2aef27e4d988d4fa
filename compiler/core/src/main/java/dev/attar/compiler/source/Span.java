package dev.attar.compiler.source;

/**
 * A stretch of a {@link Source}, in code points from its beginning.
 *
 * @param start the first code point
 * @param end one past the last; equal to {@code start} for a place between two code points
 */
public record Span(int start, int end) implements Comparable<Span> {
    /** The file as a whole: where nothing in it can be pointed at, because it could not be read. */
    public static final Span WHOLE_FILE = new Span(-1, -1);

    public Span {
        if (start < -1 || end < start) {
            throw new IllegalArgumentException("span " + start + " to " + end);
        }
    }

    /** From the beginning of this to the end of {@code other}. */
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    public boolean isWholeFile() {
        return start < 0;
    }

    @Override
    public int compareTo(Span other) {
        return start != other.start ? Integer.compare(start, other.start) : Integer.compare(end, other.end);
    }
}
