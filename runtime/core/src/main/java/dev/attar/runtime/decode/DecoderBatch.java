package dev.attar.runtime.decode;

import java.util.Arrays;
import java.util.Objects;

/**
 * One call of {@link Decoder#extend}: which sequences get which tokens, and afterwards the logits. Kept by its caller and used
 * from step to step: it allocates only when a step is larger than all before. Not safe for use by several threads.
 */
public final class DecoderBatch {
    private Sequence[] sequences = new Sequence[8];
    private Logits[] wanted = new Logits[8];
    private int[] starts = new int[9];
    private int[] rows = new int[9];
    private int[] ids = new int[64];
    private float[] logits = {};
    private int count;

    /** An empty batch. */
    public DecoderBatch() {}

    /** Takes everything out, to begin anew. The logits stay until the next call. */
    public void clear() {
        Arrays.fill(sequences, 0, count, null);
        count = 0;
    }

    /**
     * Adds one token to a sequence, and asks for the logits after it.
     *
     * @return the place of the extension in the batch
     */
    public int add(Sequence sequence, int token) {
        grow(1);
        ids[starts[count]] = token;
        return added(sequence, 1, Logits.LAST);
    }

    /**
     * Adds tokens to a sequence.
     *
     * @return the place of the extension in the batch
     * @throws IllegalArgumentException when there are no tokens
     */
    public int add(Sequence sequence, int[] tokens, Logits which) {
        return add(sequence, tokens, 0, tokens.length, which);
    }

    /**
     * Adds {@code length} of the tokens from {@code from} on to a sequence.
     *
     * @return the place of the extension in the batch
     * @throws IllegalArgumentException when there are no tokens, or the sequence is in the batch already
     */
    public int add(Sequence sequence, int[] tokens, int from, int length, Logits which) {
        Objects.checkFromIndexSize(from, length, tokens.length);
        if (length == 0) {
            throw new IllegalArgumentException("no tokens: add at least one, or leave the sequence out");
        }
        grow(length);
        System.arraycopy(tokens, from, ids, starts[count], length);
        return added(sequence, length, which);
    }

    /** How many extensions there are. */
    public int count() {
        return count;
    }

    /** The sequence of an extension. */
    public Sequence sequence(int extension) {
        return sequences[Objects.checkIndex(extension, count)];
    }

    /** Which logits an extension asks for. */
    public Logits wanted(int extension) {
        return wanted[Objects.checkIndex(extension, count)];
    }

    /** How many tokens an extension adds. */
    public int length(int extension) {
        Objects.checkIndex(extension, count);
        return starts[extension + 1] - starts[extension];
    }

    /** The tokens of all extensions together. */
    public int tokens() {
        return starts[count];
    }

    /**
     * For each extension the number of tokens before it, and at the end the number of all tokens. The batch's own array, which
     * may be longer.
     */
    public int[] starts() {
        return starts;
    }

    /** The tokens of all extensions, one after another. The batch's own array, which may be longer. */
    public int[] ids() {
        return ids;
    }

    /** How many rows of logits are asked for, of all extensions together. */
    public int rows() {
        return rows[count];
    }

    /** The first row of logits of an extension; there is one, or one for each token, as {@link #wanted} says. */
    public int row(int extension) {
        return rows[Objects.checkIndex(extension, count)];
    }

    /**
     * The logits of the last call: row {@code r} begins at {@code r * vocabulary}. The batch's own array, which may be longer, and
     * which the next call overwrites.
     */
    public float[] logits() {
        return logits;
    }

    /** Where a decoder writes the logits: room for {@link #rows()} rows. */
    public float[] room(int vocabulary) {
        int needed = Math.multiplyExact(rows(), vocabulary);
        if (logits.length < needed) {
            logits = new float[Math.max(needed, (int) Math.min(2L * logits.length, Integer.MAX_VALUE - 8))];
        }
        return logits;
    }

    private int added(Sequence sequence, int length, Logits which) {
        Objects.requireNonNull(sequence, "sequence");
        for (int i = 0; i < count; i++) {
            if (sequences[i] == sequence) {
                throw new IllegalArgumentException("a sequence is in a batch once: add all its tokens together");
            }
        }
        sequences[count] = sequence;
        wanted[count] = which;
        starts[count + 1] = starts[count] + length;
        rows[count + 1] = rows[count]
                + switch (which) {
                    case NONE -> 0;
                    case LAST -> 1;
                    case ALL -> length;
                };
        return count++;
    }

    private void grow(int length) {
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * count);
            wanted = Arrays.copyOf(wanted, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count + 1);
            rows = Arrays.copyOf(rows, 2 * count + 1);
        }
        int needed = Math.addExact(starts[count], length);
        if (needed > ids.length) {
            ids = Arrays.copyOf(ids, (int) Math.max(needed, Math.min(2L * ids.length, Integer.MAX_VALUE - 8)));
        }
    }
}
