package dev.attar.runtime.decode;

import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;

/**
 * The memory of what a decoder keeps of its sequences, in blocks of sixteen tokens that are given out and taken back. Several sequences
 * may hold a block; who writes to one holds it alone. More blocks are more arrays: what is in a block never moves. Blocks that nobody
 * holds are kept for those who come next, as many as are held; when nobody holds one, all are let go of.
 *
 * <p>Not safe for use by several threads: {@link CachedDecoder} sees to that.
 */
final class StateMemory {
    static final int SLOTS = ProgramPlan.State.SLOTS;

    private final String model;
    private final int blockFloats;
    private float[][] blocks = {}; // null: no memory
    private int[] holders = {};
    private int[] spare = {}; // numbers of blocks that nobody holds and that have their memory
    private int spareCount;
    private int[] bare = {}; // numbers of blocks without memory
    private int bareCount;
    private int held;

    StateMemory(String model, ProgramPlan.State plan) {
        this.model = model;
        this.blockFloats = plan.blockFloats();
    }

    /** The blocks by their numbers. A call that was given blocks finds them here, whatever is given out meanwhile. */
    float[][] blocks() {
        return blocks;
    }

    /** How many blocks are held. */
    int held() {
        return held;
    }

    /** How many blocks have memory, held or not. */
    int allocated() {
        return held + spareCount;
    }

    /**
     * A block that nobody holds, held by its caller now.
     *
     * @throws OutOfMemoryError when there is no memory; nothing has changed then
     */
    int take() {
        int block;
        if (spareCount > 0) {
            block = spare[--spareCount];
        } else {
            float[] memory = allocate();
            if (bareCount == 0) {
                grow();
            }
            block = bare[--bareCount];
            blocks[block] = memory;
        }
        holders[block] = 1;
        held++;
        return block;
    }

    private float[] allocate() {
        try {
            return new float[blockFloats];
        } catch (OutOfMemoryError none) {
            OutOfMemoryError error = new OutOfMemoryError("what " + model + " keeps of " + (held + 1L) * SLOTS
                    + " tokens is " + (held + 1L) * blockFloats * Float.BYTES
                    + " bytes: close sequences, begin fewer, or give the JVM a larger heap (-Xmx)");
            error.initCause(none);
            throw error;
        }
    }

    /** More numbers; calls that are under way keep the table that they have. */
    private void grow() {
        int old = blocks.length;
        int more = Math.max(8, Math.addExact(old, old / 2));
        float[][] larger = Arrays.copyOf(blocks, more);
        holders = Arrays.copyOf(holders, more);
        spare = Arrays.copyOf(spare, more);
        bare = Arrays.copyOf(bare, more);
        for (int block = more - 1; block >= old; block--) { // low numbers come out first
            bare[bareCount++] = block;
        }
        blocks = larger;
    }

    /** Holds a block once more. */
    void hold(int block) {
        holders[block]++;
    }

    /** Whether somebody else holds a block, too. */
    boolean isShared(int block) {
        return holders[block] > 1;
    }

    /** Lets go of a block. */
    void release(int block) {
        if (--holders[block] == 0) {
            held--;
            spare[spareCount++] = block;
        }
    }

    /** A block of one's own with what is in a shared one, which is let go of. */
    int own(int shared) {
        int copy = take();
        System.arraycopy(blocks[shared], 0, blocks[copy], 0, blockFloats);
        release(shared);
        return copy;
    }

    /** Lets go of memory that is more than those need who hold some. */
    void tidy() {
        if (spareCount > held) {
            float[][] fewer = blocks.clone(); // calls that are under way keep the table that they have
            while (spareCount > held) {
                int block = spare[--spareCount];
                fewer[block] = null;
                bare[bareCount++] = block;
            }
            blocks = fewer;
        }
    }
}
