package dev.attar.runtime.decode;

import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;

/**
 * The memory of what a decoder keeps of its sequences: a slot for each token, given out and taken back. Several sequences may hold a
 * slot; nothing is written to a slot that is held by more than one, because a call writes to new slots alone. It grows when there is
 * no slot left, and is let go of when nobody holds one.
 *
 * <p>Not safe for use by several threads: {@link CachedDecoder} sees to that.
 */
final class StateMemory {
    /** The longest array that every JVM can make. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private static final int FEWEST = 64;

    private final String model;
    private final ProgramPlan.State plan;
    private final SlotPool tokens = new SlotPool();
    private final SlotPool sources = new SlotPool();
    private float[] floats = {};

    StateMemory(String model, ProgramPlan.State plan) {
        this.model = model;
        this.plan = plan;
    }

    float[] floats() {
        return floats;
    }

    SlotPool tokens() {
        return tokens;
    }

    SlotPool sources() {
        return sources;
    }

    /** Whether there are so many slots that nobody holds. */
    boolean hasRoom(int tokenSlots, int sourceSlots) {
        return tokens.free() >= tokenSlots && sources.free() >= sourceSlots;
    }

    /**
     * Makes room for so many slots more; nobody may read or write meanwhile.
     *
     * @throws OutOfMemoryError when there is no memory, or no array is so long; nothing has changed then
     */
    void grow(int tokenSlots, int sourceSlots) {
        int more = grown(tokens, tokenSlots);
        int moreOfSources = grown(sources, sourceSlots);
        float[] larger = new float[length(more, moreOfSources, tokenSlots, sourceSlots)];
        int moved = copy(larger, 0, 0, plan.perSlot(), plan.run(), tokens.capacity(), more);
        copy(
                larger,
                Math.toIntExact(plan.perSlot() * tokens.capacity()),
                moved,
                plan.perSourceSlot(),
                plan.sourceRun(),
                sources.capacity(),
                moreOfSources);
        floats = larger;
        tokens.grow(more);
        sources.grow(moreOfSources);
    }

    private static int grown(SlotPool pool, int wanted) {
        if (pool.free() >= wanted) {
            return pool.capacity();
        }
        long least = (long) pool.capacity() - pool.free() + wanted;
        return (int) Math.min(LONGEST, Math.max(FEWEST, Math.max(least, pool.capacity() * 3L / 2)));
    }

    private int length(int slots, int sourceSlots, int tokenSlots, int moreOfSources) {
        long all = plan.floats(slots, sourceSlots);
        if (all > LONGEST) {
            throw new OutOfMemoryError("what " + model + " keeps of " + slots + " tokens and " + sourceSlots
                    + " tokens of sources is " + all + " floats, and an array holds " + LONGEST
                    + ": close sequences, or begin fewer");
        }
        return (int) all;
    }

    /** Each run of floats of all slots goes where it lies in the larger memory; returns where the part ends there. */
    private int copy(float[] to, int from, int at, long perSlot, int run, int slots, int more) {
        if (run > 0) {
            int runs = Math.toIntExact(perSlot / run);
            for (int r = 0; r < runs; r++) {
                System.arraycopy(floats, from + r * run * slots, to, at + r * run * more, run * slots);
            }
        }
        return Math.toIntExact(at + perSlot * more);
    }

    /** Lets go of the memory when nobody holds a slot. */
    void tidy() {
        if (tokens.isIdle() && sources.isIdle()) {
            floats = new float[0];
            tokens.clear();
            sources.clear();
        }
    }

    /** Numbers of slots, each with how many hold it. */
    static final class SlotPool {
        private int[] holders = {};
        private int[] idle = {}; // a stack of those that nobody holds
        private int idleCount;

        int capacity() {
            return holders.length;
        }

        int free() {
            return idleCount;
        }

        boolean isIdle() {
            return idleCount == holders.length;
        }

        /** Takes slots that nobody holds; there must be so many. */
        void take(int[] into, int from, int count) {
            for (int i = 0; i < count; i++) {
                int slot = idle[--idleCount];
                holders[slot] = 1;
                into[from + i] = slot;
            }
        }

        void hold(int[] slots, int from, int to) {
            for (int i = from; i < to; i++) {
                holders[slots[i]]++;
            }
        }

        void release(int[] slots, int from, int to) {
            for (int i = to - 1; i >= from; i--) { // the first comes out first again
                if (--holders[slots[i]] == 0) {
                    idle[idleCount++] = slots[i];
                }
            }
        }

        private void grow(int capacity) {
            int old = holders.length;
            if (capacity == old) {
                return;
            }
            holders = Arrays.copyOf(holders, capacity);
            int[] more = new int[capacity];
            int added = capacity - old;
            for (int i = 0; i < added; i++) {
                more[i] = capacity - 1 - i; // low numbers come out first, so that neighbours lie side by side
            }
            System.arraycopy(idle, 0, more, added, idleCount);
            idle = more;
            idleCount += added;
        }

        private void clear() {
            holders = new int[0];
            idle = new int[0];
            idleCount = 0;
        }
    }
}
