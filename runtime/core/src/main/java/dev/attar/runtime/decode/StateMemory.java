package dev.attar.runtime.decode;

import dev.attar.runtime.CallState;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;

/**
 * The memory of what a decoder keeps of its sequences, in blocks of sixteen tokens that are given out and taken back. Several sequences
 * may hold a block; who writes to one holds it alone. What is in a block of the heap never moves. Blocks that nobody
 * holds are kept for those who come next, as many as are held; when nobody holds one, all are let go of.
 *
 * <p>Not safe for use by several threads: {@link CachedDecoder} sees to that.
 */
final class StateMemory {
    static final int SLOTS = ProgramPlan.State.SLOTS;

    private final CallState kept;
    private int[] holders = {};
    private int[] spare = {}; // numbers of blocks that nobody holds and that have their memory
    private int spareCount;
    private int[] bare = {}; // numbers of blocks without memory
    private int bareCount;
    private int held;

    /** @param kept what the blocks lie in; without any yet */
    StateMemory(CallState kept) {
        this.kept = kept;
    }

    /** What the blocks lie in. A call that was given blocks finds them there, whatever is given out meanwhile. */
    CallState kept() {
        return kept;
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
     * @throws dev.attar.runtime.device.DeviceException when a device has no memory, or failed; nothing has changed then
     */
    int take() {
        int block;
        if (spareCount > 0) {
            block = spare[--spareCount];
        } else {
            if (bareCount == 0) {
                grow();
            }
            kept.allocate(bare[bareCount - 1]);
            block = bare[--bareCount];
        }
        holders[block] = 1;
        held++;
        return block;
    }

    private void grow() {
        int old = holders.length;
        int more = Math.max(8, Math.addExact(old, old / 2));
        kept.grow(more);
        holders = Arrays.copyOf(holders, more);
        spare = Arrays.copyOf(spare, more);
        bare = Arrays.copyOf(bare, more);
        for (int block = more - 1; block >= old; block--) { // low numbers come out first
            bare[bareCount++] = block;
        }
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

    /**
     * A block of one's own with what is in a shared one, which is let go of.
     *
     * @throws OutOfMemoryError when there is no memory; nothing has changed then
     * @throws dev.attar.runtime.device.DeviceException when a device has no memory, or failed; nothing has changed then
     */
    int own(int shared) {
        int copy = take();
        try {
            kept.copy(shared, copy);
        } catch (RuntimeException | Error failed) {
            release(copy);
            throw failed;
        }
        release(shared);
        return copy;
    }

    /** Lets go of memory that is more than those need who hold some. */
    void tidy() {
        if (held == 0) {
            kept.clear();
            holders = new int[0];
            spare = new int[0];
            bare = new int[0];
            spareCount = 0;
            bareCount = 0;
        } else if (spareCount > held) {
            kept.free(Arrays.copyOfRange(spare, held, spareCount));
            while (spareCount > held) {
                bare[bareCount++] = spare[--spareCount];
            }
        }
    }
}
