package dev.attar.compiler.source;

import java.util.Arrays;

/**
 * One line of a source as it is shown: tabs reach to the next multiple of four columns, what would disturb a terminal is
 * replaced, and of a long line only the part around what matters is there.
 */
final class Excerpt {
    private static final int TAB = 4;
    private static final int MAX_SHOWN = 100;
    private static final int BEFORE = 40;

    private final Span line;
    /** The shown code points of the whole line. */
    private final int[] shown;
    /** For each code point of the line, and for its end, the first shown one that it became. */
    private final int[] places;
    /** The part that fits: from here, to there. */
    private final int from;

    private final int to;

    /** @param focus what has to be in sight when the line is too long */
    Excerpt(Source source, int number, Span focus) {
        line = source.lineSpan(number);
        int[] points = source.line(line);
        int[] wide = new int[points.length * TAB];
        places = new int[points.length + 1];
        int width = 0;
        for (int i = 0; i < points.length; i++) {
            places[i] = width;
            int next = points[i] == '\t' ? (width / TAB + 1) * TAB : width + 1;
            Arrays.fill(wide, width, next, points[i] == '\t' ? ' ' : Quoted.visible(points[i]));
            width = next;
        }
        places[points.length] = width;
        shown = Arrays.copyOf(wide, width);
        from = width <= MAX_SHOWN ? 0 : Math.max(0, Math.min(place(focus.start()) - BEFORE, width - MAX_SHOWN));
        to = Math.min(width, from + MAX_SHOWN);
    }

    String text() {
        return (from > 0 ? "…" : "") + new String(shown, from, to - from) + (to < shown.length ? "…" : "");
    }

    /** As many marks as {@code at} has columns on this line and in sight, at least one, indented to stand under it. */
    String marks(Span at, char mark) {
        int start = Math.clamp(place(at.start()), from, to);
        int end = Math.clamp(place(at.end()), start, to);
        int indent = start - from + (from > 0 ? 1 : 0);
        return " ".repeat(indent) + String.valueOf(mark).repeat(Math.max(1, end - start));
    }

    private int place(int offset) {
        return places[Math.clamp(offset - line.start(), 0, places.length - 1)];
    }
}
