package dev.attar.runtime.text;

import java.util.Arrays;

/**
 * A text, or a pair of texts, as one sequence for a model: token ids and, for each token, its segment and its place in the
 * text as it was given.
 */
public final class EncodedText {
    private final int[] ids;
    private final int[] segments;
    private final int[] text;
    private final int[] start;
    private final int[] end;
    private final int[] word;

    EncodedText(int[] ids, int[] segments, int[] text, int[] start, int[] end, int[] word) {
        this.ids = ids;
        this.segments = segments;
        this.text = text;
        this.start = start;
        this.end = end;
        this.word = word;
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

    /** The text that a token is of: 0, 1 for the second of a pair, -1 for a special token that was put around them. */
    public int text(int token) {
        return text[token];
    }

    /** Whether a token was put around the texts. */
    public boolean isSpecial(int token) {
        return text[token] < 0;
    }

    /**
     * Where a token begins in its text, in UTF-16 units: {@code text.substring(start(i), end(i))} is what it stands for, also
     * when normalisation dropped accents or changed case. 0 for special tokens.
     */
    public int start(int token) {
        return start[token];
    }

    /** Where a token ends in its text, in UTF-16 units; 0 for special tokens. */
    public int end(int token) {
        return end[token];
    }

    /** The number of a token's word in its text, -1 for special tokens. What a word is, the tokenizer says. */
    public int word(int token) {
        return word[token];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedText that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(segments, that.segments)
                && Arrays.equals(text, that.text)
                && Arrays.equals(start, that.start)
                && Arrays.equals(end, that.end)
                && Arrays.equals(word, that.word);
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
