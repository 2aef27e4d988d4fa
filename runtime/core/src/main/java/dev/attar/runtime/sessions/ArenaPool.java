package dev.attar.runtime.sessions;

import dev.attar.runtime.kernel.CallSizes;
import dev.attar.runtime.kernel.EntryPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The working memory of calls, kept from one call to the next. It grows when a call needs more than any idle array has; at most
 * {@code most} idle arrays are kept. After a peak it falls back: an array of more than twice what the last calls needed, between
 * {@link #WINDOW} and twice as many, is let go. What a call leaves in its memory the next one finds there: a program reads nothing
 * that it has not written.
 */
public final class ArenaPool {
    /**
     * Set to true, each call's memory is filled with NaN first, so that a program that reads what it has not written shows it
     * in its results. For tests.
     */
    public static final String POISON = "attar.poison";

    /** The longest array that every JVM can make. */
    public static final long LONGEST = Integer.MAX_VALUE - 8;

    /** After how many calls what they needed is looked at: rarely enough that a long text now and then finds its memory again. */
    static final int WINDOW = 256;

    private static final long SMALLEST = 1 << 14;

    private final boolean poison = Boolean.getBoolean(POISON);
    private final int most;
    private final List<float[]> idle = new ArrayList<>();
    private boolean closed;

    // The floats that the longest call needed, of this window and of the one before it.
    private int calls;
    private int needed;
    private int neededBefore;

    /**
     * The floats that a call's arena must have.
     *
     * @throws ArithmeticException when that is no number
     */
    public static long floats(EntryPlan entry, CallSizes call, int members) {
        long scratch = entry.scratch().floats(call);
        return Math.addExact(entry.arena().floats(call), Math.multiplyExact(scratch, members));
    }

    public ArenaPool(int most) {
        this.most = most;
    }

    /**
     * Memory of at least so many floats.
     *
     * @throws OutOfMemoryError when there is not so much, or no array is so long
     */
    public float[] take(long floats) {
        if (floats > LONGEST) {
            throw new OutOfMemoryError(floats + " floats do not fit in an array");
        }
        float[] arena = fromIdle((int) floats);
        if (arena == null) {
            try {
                arena = new float[rounded((int) floats)];
            } catch (OutOfMemoryError _) {
                free();
                arena = new float[(int) floats];
            }
        }
        if (poison) {
            Arrays.fill(arena, Float.NaN);
        }
        return arena;
    }

    /** Gives the memory back. */
    public synchronized void give(float[] arena) {
        if (!closed && idle.size() < most && !isTooLong(arena)) {
            idle.add(arena);
        }
    }

    /** The floats of all idle arrays. */
    synchronized long held() {
        long floats = 0;
        for (float[] arena : idle) {
            floats += arena.length;
        }
        return floats;
    }

    private boolean isTooLong(float[] arena) {
        return arena.length / 2 > rounded(Math.max(needed, neededBefore));
    }

    private void count(int floats) {
        needed = Math.max(needed, floats);
        if (++calls == WINDOW) {
            calls = 0;
            neededBefore = needed;
            needed = floats;
            for (int i = idle.size() - 1; i >= 0; i--) { // without the objects that removeIf would need
                if (isTooLong(idle.get(i))) {
                    idle.remove(i);
                }
            }
        }
    }

    /** Lets go of what is idle now, and later of what is given back. */
    public synchronized void close() {
        closed = true;
        free();
    }

    private synchronized void free() {
        idle.clear();
    }

    /** The smallest idle array that is long enough. When there is none the longest makes room for its successor. */
    private synchronized float[] fromIdle(int floats) {
        count(floats);
        int best = -1;
        int longest = -1;
        for (int i = 0; i < idle.size(); i++) {
            int length = idle.get(i).length;
            if (length >= floats && (best < 0 || length < idle.get(best).length)) {
                best = i;
            }
            if (longest < 0 || length > idle.get(longest).length) {
                longest = i;
            }
        }
        if (best >= 0) {
            return idle.remove(best);
        }
        if (longest >= 0) {
            idle.remove(longest);
        }
        return null;
    }

    /** Up by at most an eighth, so that a slightly longer call finds room too. */
    static int rounded(int floats) {
        if (floats <= SMALLEST) {
            return (int) SMALLEST;
        }
        long step = Integer.highestOneBit(floats) / 8;
        return (int) Math.min(LONGEST, Math.ceilDiv(floats, step) * step);
    }
}
