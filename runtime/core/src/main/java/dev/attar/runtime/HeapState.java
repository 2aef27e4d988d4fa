package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;

/** What a caller keeps in the heap: an array for each block. Calls that are under way keep the table that they were given. */
final class HeapState extends CallState {
    private final Session owner;
    private final int blockFloats;
    private volatile float[][] blocks = {}; // null: no memory
    private int allocated;

    HeapState(Session owner) {
        this.owner = owner;
        this.blockFloats = owner.plan().state().blockFloats();
    }

    @Override
    public int blocks() {
        return blocks.length;
    }

    @Override
    public void grow(int more) {
        blocks = Arrays.copyOf(blocks, more);
    }

    @Override
    public void allocate(int block) {
        if (blocks[block] != null) {
            return;
        }
        try {
            blocks[block] = new float[blockFloats];
            allocated++;
        } catch (OutOfMemoryError none) {
            long many = allocated + 1L;
            OutOfMemoryError error = new OutOfMemoryError(
                    "what " + owner.plan().model() + " keeps of " + many * ProgramPlan.State.SLOTS + " tokens is "
                            + many * blockFloats * Float.BYTES
                            + " bytes: close sequences, begin fewer, or give the JVM a larger heap (-Xmx)");
            error.initCause(none);
            throw error;
        }
    }

    @Override
    public void free(int[] unused) {
        float[][] fewer = blocks.clone();
        for (int block : unused) {
            fewer[block] = null;
        }
        allocated -= unused.length;
        blocks = fewer;
    }

    @Override
    public void copy(int from, int to) {
        System.arraycopy(blocks[from], 0, blocks[to], 0, blockFloats);
    }

    @Override
    public void clear() {
        blocks = new float[0][];
        allocated = 0;
    }

    @Override
    void check(Session called) {
        if (called != owner) {
            throw ofAnother(called);
        }
    }

    @Override
    void into(Frame frame) {
        frame.state(blocks);
    }
}
