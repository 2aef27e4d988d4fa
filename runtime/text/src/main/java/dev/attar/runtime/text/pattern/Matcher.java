package dev.attar.runtime.text.pattern;

/** Finds a pattern in a text. */
public interface Matcher {
    /** Adds the matches in {@code text[begin..end)} and what lies between them. */
    void find(int[] text, int begin, int end, Spans spans);

    /** Whether the pattern can match the empty text. */
    default boolean matchesEmpty() {
        return false;
    }
}
