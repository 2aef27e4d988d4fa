package dev.attar.runtime.text.task;

/** A range of a text, in UTF-16 units. */
record Span(int start, int end) {
    /** Without the blanks at its ends. */
    Span trimmed(String text) {
        int from = start;
        int to = end;
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to);
    }

    boolean isEmpty() {
        return start == end;
    }

    String of(String text) {
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
