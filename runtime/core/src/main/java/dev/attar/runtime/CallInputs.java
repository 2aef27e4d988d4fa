package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;

/**
 * What one call of an entry point is given: for each axis where the rows of each sequence begin, for each input its values. The
 * arrays are not copied, and are not changed while a call is under way. {@link Batch} makes one of token sequences.
 */
public final class CallInputs {
    private int sequences;
    private int[][] starts = {};
    private int[][] indices = {};
    private CallState state;

    /** Of so many sequences; nothing is given yet. */
    public CallInputs(int sequences) {
        this.sequences = sequences;
    }

    /** B, the number of sequences. */
    public int sequences() {
        return sequences;
    }

    /**
     * Begins the inputs of another call, of so many sequences: what is given next takes the place of what was given before.
     *
     * @return this
     */
    public CallInputs again(int ofSequences) {
        sequences = ofSequences;
        return this;
    }

    /**
     * Rows along an axis.
     *
     * @param axis its place in {@link ProgramPlan#axes()}
     * @param begins for each sequence the number of rows before it, and at the end the number of all rows
     * @return this
     */
    public CallInputs axis(int axis, int[] begins) {
        starts = with(starts, axis, begins);
        return this;
    }

    /**
     * Values of an input.
     *
     * @param input its place in {@link ProgramPlan#inputs()}
     * @param values one for each row of its axis, all sequences one after another; may be longer
     * @return this
     */
    public CallInputs indices(int input, int[] values) {
        indices = with(indices, input, values);
        return this;
    }

    /**
     * What is kept from call to call.
     *
     * @param kept of the session that is called ({@link Session#state()}); read and written by the call
     * @return this
     */
    public CallInputs state(CallState kept) {
        this.state = kept;
        return this;
    }

    /** What is kept; null when nothing is. */
    CallState state() {
        return state;
    }

    /** Where the rows along an axis begin; null when it is not given. */
    int[] starts(int axis) {
        return axis < starts.length ? starts[axis] : null;
    }

    /** The values of an input; null when it is not given. */
    int[] indices(int input) {
        return input < indices.length ? indices[input] : null;
    }

    /** @throws IllegalArgumentException when what is kept is of another session */
    void check(Session called) {
        if (state != null) {
            state.check(called);
        }
    }

    /** Fills a frame for a call of an entry point. */
    void into(Frame frame, int entry) {
        frame.begin(entry, sequences);
        if (state == null) {
            frame.state(null);
        } else {
            state.into(frame);
        }
        for (int axis = 0; axis < starts.length; axis++) {
            if (starts[axis] != null) {
                frame.axis(axis, starts[axis]);
            }
        }
        for (int input = 0; input < indices.length; input++) {
            if (indices[input] != null) {
                frame.indices(input, indices[input]);
            }
        }
    }

    private static int[][] with(int[][] arrays, int at, int[] one) {
        int[][] all = at < arrays.length ? arrays : Arrays.copyOf(arrays, at + 1);
        all[at] = one;
        return all;
    }
}
