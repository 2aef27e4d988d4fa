package dev.attar.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One call: its inputs, the packed weights, and the memory it works in. The runtime fills a frame before a call and uses it
 * again for a later one, so that calls allocate nothing; while a call is under way nothing in it changes.
 */
public final class Frame implements CallSizes {
    private MemorySegment weights;
    private int narrowPanels;
    private float[] arena;
    private float[][] state;
    private int slots;
    private float[] parameters;
    private int scratchBegin;
    private int scratchFloats;
    private int[][] starts = new int[1][];
    private int[] longest = new int[1];
    private int[][] indices = new int[2][];
    private int sequences;
    private int entry;
    private int output;

    /** A frame that nothing has been filled into. */
    public Frame() {}

    /** The packed weights, 64-byte aligned, native byte order. */
    public MemorySegment weights() {
        return weights;
    }

    /** 1 where the packed floats of products lie in panels of 8 columns, 0 where in panels of 16; for scalar code, which reads both. */
    public int narrowPanels() {
        return narrowPanels;
    }

    /**
     * Working memory, at least as long as the entry point's {@link EntryPlan#arena()} and the {@link EntryPlan#scratch()} of all
     * workers; what it holds before a call is never read. An array, not a segment: segment accesses cost C2 so many nodes that a
     * full register tile with its stores would not be inlined any more.
     */
    public float[] arena() {
        return arena;
    }

    /** What a trainer keeps, by the {@link ParameterPlan}; for entry points of training. */
    public float[] parameters() {
        return parameters;
    }

    /** What the next call reads and changes of a trainer. */
    public void parameters(float[] floats) {
        parameters = floats;
    }

    /**
     * What the caller keeps between calls, as {@link ProgramPlan#state()} says; null where an entry point keeps nothing, or keeps it on
     * a device.
     */
    public float[][] state() {
        return state;
    }

    /** How many tokens the blocks of the caller's state have room for. */
    public int slots() {
        return slots;
    }

    /** The float of the arena where the working memory of one worker begins. */
    public int scratch(Worker worker) {
        return scratchBegin + worker.index() * scratchFloats;
    }

    /** The values of an input of {@link ProgramPlan#inputs()}, all sequences one after another; perhaps longer: only as many count as there are rows. */
    public int[] indices(int input) {
        return indices[input];
    }

    /** For each sequence the index of its first row along an axis, and at the end the number of rows (sequences + 1 values). */
    public int[] starts(int axis) {
        return starts[axis];
    }

    /** Whether the call has rows along an axis. */
    public boolean hasAxis(int axis) {
        return axis < starts.length && starts[axis] != null;
    }

    /** Whether the call is given values for an input. */
    public boolean hasInput(int input) {
        return input < indices.length && indices[input] != null;
    }

    @Override
    public int rows(int axis) {
        return starts[axis][sequences];
    }

    @Override
    public int sequences() {
        return sequences;
    }

    @Override
    public int longest(int axis) {
        return longest[axis];
    }

    /** Index of the entry point in {@link ProgramPlan#entries()}. */
    public int entry() {
        return entry;
    }

    /** Index of the wanted output in {@link EntryPlan#outputs()}. */
    public int output() {
        return output;
    }

    /** The next call is of this entry point, and has so many sequences. */
    public void begin(int entry, int sequences) {
        this.entry = entry;
        this.sequences = sequences;
    }

    /** The rows of the next call along an axis; the array is not copied. */
    public void axis(int axis, int[] starts) {
        if (axis >= this.starts.length) {
            this.starts = Arrays.copyOf(this.starts, axis + 1);
            longest = Arrays.copyOf(longest, axis + 1);
        }
        this.starts[axis] = starts;
        int most = 0;
        for (int i = 0; i < sequences; i++) {
            most = Math.max(most, starts[i + 1] - starts[i]);
        }
        longest[axis] = Math.ceilDiv(most, 16) * 16;
    }

    /** What the next call is given for an input; the array is not copied. */
    public void indices(int input, int[] values) {
        if (input >= indices.length) {
            indices = Arrays.copyOf(indices, input + 1);
        }
        indices[input] = values;
    }

    /**
     * What the next call keeps and recalls; the arrays are not copied.
     *
     * @param blocks as long as {@link ProgramPlan.State#blockFloats} says, each; null where no slot of a block is given
     */
    public void state(float[][] blocks) {
        this.state = blocks;
        this.slots = blocks == null ? 0 : Math.multiplyExact(blocks.length, ProgramPlan.State.SLOTS);
    }

    /** What the next call keeps and recalls lies on a device, and has room for so many tokens. */
    public void stateOnDevice(int slots) {
        this.state = null;
        this.slots = slots;
    }

    /**
     * What the next call reads, works in and computes.
     *
     * @param scratchBegin the float of the arena where the first worker's memory begins
     * @param scratchFloats of each worker
     */
    public void work(
            MemorySegment weights, int narrowPanels, float[] arena, int scratchBegin, int scratchFloats, int output) {
        this.weights = weights;
        this.narrowPanels = narrowPanels;
        this.arena = arena;
        this.scratchBegin = scratchBegin;
        this.scratchFloats = scratchFloats;
        this.output = output;
    }

    /** Lets go of everything. */
    public void clear() {
        weights = null;
        arena = null;
        state = null;
        slots = 0;
        parameters = null;
        Arrays.fill(indices, null);
        Arrays.fill(starts, null);
    }
}
