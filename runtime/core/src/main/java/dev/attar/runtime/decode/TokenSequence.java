package dev.attar.runtime.decode;

import java.util.Arrays;

/** A sequence that keeps nothing but its tokens, and its source where it has one. */
final class TokenSequence implements Sequence {
    private final WholeDecoder owner;
    private final int[] source; // null: a model without
    private int[] tokens;
    private int length;
    private int extended; // how many tokens it had before the last extension
    private boolean closed;

    TokenSequence(WholeDecoder owner, int[] source) {
        this(owner, source, new int[16], 0, 0);
    }

    private TokenSequence(WholeDecoder owner, int[] source, int[] tokens, int length, int extended) {
        this.owner = owner;
        this.source = source;
        this.tokens = tokens;
        this.length = length;
        this.extended = extended;
    }

    /** The sequence, when it can be extended by this decoder. */
    static TokenSequence of(WholeDecoder decoder, Sequence sequence) {
        if (!(sequence instanceof TokenSequence own) || own.owner != decoder) {
            throw new IllegalStateException("the sequence belongs to another decoder");
        }
        own.checkOpen();
        return own;
    }

    int[] source() {
        return source;
    }

    /** Copies its tokens, and after them some more. */
    void copyTo(int[] all, int at, int[] more, int from, int count) {
        System.arraycopy(tokens, 0, all, at, length);
        System.arraycopy(more, from, all, at + length, count);
    }

    void append(int[] more, int from, int count) {
        if (length + count > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(length + count, 2 * tokens.length));
        }
        System.arraycopy(more, from, tokens, length, count);
        extended = length;
        length += count;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public Sequence fork() {
        checkOpen();
        return new TokenSequence(owner, source, tokens.clone(), length, extended);
    }

    @Override
    public void truncate(int wanted) {
        checkOpen();
        if (wanted < extended || wanted > length) {
            throw new IllegalArgumentException("a sequence of " + length
                    + " tokens, the last extension of which began after " + extended + ", cannot be cut to " + wanted);
        }
        length = wanted;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the sequence is closed");
        }
    }
}
