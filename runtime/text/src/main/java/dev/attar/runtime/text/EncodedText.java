package dev.attar.runtime.text;

import java.util.Arrays;

/** A text, or a pair of texts, as one sequence for a model: token ids and, of the same length, segment ids. */
public final class EncodedText {
    private final int[] ids;
    private final int[] segments;

    EncodedText(int[] ids, int[] segments) {
        this.ids = ids;
        this.segments = segments;
    }

    /** Token ids, special tokens included. */
    public int[] ids() {
        return ids.clone();
    }

    /** For each token the segment it belongs to: 0, or 1 in the second text of a pair where the tokenizer says so. */
    public int[] segments() {
        return segments.clone();
    }

    /** Number of tokens, special tokens included. */
    public int length() {
        return ids.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedText that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(segments, that.segments);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(segments);
    }

    @Override
    public String toString() {
        return "ids " + Arrays.toString(ids) + ", segments " + Arrays.toString(segments);
    }
}
