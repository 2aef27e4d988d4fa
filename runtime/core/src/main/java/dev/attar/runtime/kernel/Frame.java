package dev.attar.runtime.kernel;

import java.lang.foreign.MemorySegment;

/**
 * One call: its inputs, the packed weights, and the memory it works in. The runtime fills a frame before a call and uses it
 * again for a later one, so that calls allocate nothing; while a call is under way nothing in it changes.
 */
public final class Frame {
    private MemorySegment weights;
    private int halved;
    private float[] arena;
    private int[] ids;
    private int[] segments;
    private int[] starts;
    private int tokens;
    private int sequences;
    private int longest;
    private int output;

    /** A frame that nothing has been filled into. */
    public Frame() {}

    /** The packed weights, 64-byte aligned, native byte order. */
    public MemorySegment weights() {
        return weights;
    }

    /** H, 1 where the packed floats of products lie in panels of 8 columns, 0 where in panels of 16; for scalar code, which reads both. */
    public int halved() {
        return halved;
    }

    /**
     * Working memory, at least as long as the program's {@link ProgramPlan#arena()} asks; what it holds before a call is never
     * read. An array, not a segment: segment accesses cost C2 so many nodes that a full register tile with its stores would
     * not be inlined any more.
     */
    public float[] arena() {
        return arena;
    }

    /** Token ids of all sequences, one after another; perhaps longer: only the first {@link #tokens()} count. */
    public int[] ids() {
        return ids;
    }

    /** Segment ids, as {@link #ids()}; all 0 where the caller gave none. */
    public int[] segments() {
        return segments;
    }

    /** For each sequence the index of its first token, and at the end the number of tokens (sequences + 1 values). */
    public int[] starts() {
        return starts;
    }

    /** T, the number of tokens in the batch. */
    public int tokens() {
        return tokens;
    }

    /** B, the number of sequences in the batch. */
    public int sequences() {
        return sequences;
    }

    /** The longest sequence in tokens, rounded up to a multiple of 16. */
    public int longest() {
        return longest;
    }

    /** Index of the wanted output in {@link ProgramPlan#outputs()}. */
    public int output() {
        return output;
    }

    /** The inputs of the next call; the arrays are not copied. Tokens, sequences and the longest follow from the starts. */
    public void inputs(int[] ids, int[] segments, int[] starts, int sequences) {
        this.ids = ids;
        this.segments = segments;
        this.starts = starts;
        this.sequences = sequences;
        this.tokens = starts[sequences];
        int most = 0;
        for (int i = 0; i < sequences; i++) {
            most = Math.max(most, starts[i + 1] - starts[i]);
        }
        this.longest = Math.ceilDiv(most, 16) * 16;
    }

    /** What the next call reads, works in and computes. */
    public void work(MemorySegment weights, int halved, float[] arena, int output) {
        this.weights = weights;
        this.halved = halved;
        this.arena = arena;
        this.output = output;
    }

    /** Lets go of everything. */
    public void clear() {
        weights = null;
        arena = null;
        ids = null;
        segments = null;
        starts = null;
    }
}
