package dev.attar.runtime.workers;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How far a call is. One word holds it all: the number of the step, how many members are inside it, and how many of its tasks
 * are claimed.
 *
 * <pre>
 *   step: 20 bits | members inside: 12 bits | tasks claimed: 32 bits
 *
 *   claim    tasks + 1, and the first time in a step members + 1
 *   arrive   members - 1; the last one makes it: step + 1, no members, no tasks
 * </pre>
 *
 * <p>A member enters a step by its first claim, and arrives when it has found no task left. So when the last one inside has
 * arrived, all tasks have been claimed and all are finished: the step is over. Who has not entered by then has missed nothing;
 * whatever it tries at an old step fails, because every change compares the step too. So a thread that comes late, or that
 * the system has set aside, holds up the others only while it has a task.
 *
 * <p>Why what is written in a step is seen in the next one: each arrival changes the word, volatile, after the member's
 * writes; the change to the next step comes after all of them, and nobody begins before having read it.
 *
 * <p>A failure makes the step {@link #OVER}, which is nobody's: no task can be claimed any more, nobody waits.
 */
final class Steps {
    /** What a claim gives at a step that is over. */
    static final int NONE = Integer.MAX_VALUE;

    /** In place of a step's number: the call has failed. */
    static final int OVER = (1 << 20) - 1;

    private static final int STEP = 44;
    private static final long ONE_INSIDE = 1L << 32;
    private static final long ALL_INSIDE = 0xFFFL << 32;

    /** The word is alone in its cache lines, on either side: the array's other elements are not used. */
    private static final int AT = 16;

    private final AtomicLongArray words = new AtomicLongArray(2 * AT);

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Begins anew; nobody else is here. */
    void reset() {
        failure.set(null);
        words.set(AT, 0);
    }

    /** The next task of the member's step, or {@link #NONE}. */
    int claim(Member member) {
        while (true) {
            long seen = words.get(AT);
            if (step(seen) != member.step) {
                return NONE;
            }
            long next = seen + (member.inside ? 1 : ONE_INSIDE + 1);
            if (words.compareAndSet(AT, seen, next)) {
                member.inside = true;
                return (int) seen;
            }
        }
    }

    /** The member has no task and takes no other of this step. True when that changed what others may wait for. */
    boolean arrive(Member member) {
        while (true) {
            long seen = words.get(AT);
            boolean failed = step(seen) == OVER;
            if (failed ? !member.inside : step(seen) != member.step) {
                return false;
            }
            long left = seen - (member.inside ? ONE_INSIDE : 0);
            boolean last = (left & ALL_INSIDE) == 0;
            long next = last && !failed ? (long) after(member.step) << STEP : left;
            if (words.compareAndSet(AT, seen, next)) {
                member.inside = false;
                return last;
            }
        }
    }

    /** Whether the member must wait: for the next step, or after a failure until nobody is inside any more. */
    boolean holds(Member member) {
        long seen = words.get(AT);
        return step(seen) == member.step && (member.step != OVER || (seen & ALL_INSIDE) != 0);
    }

    /** Remembers the first failure and ends the steps; the member that failed has left. */
    void fail(Member member, Throwable thrown) {
        failure.compareAndSet(null, thrown); // before the word: who sees that it is over sees why
        while (true) {
            long seen = words.get(AT);
            long inside = (seen & ALL_INSIDE) - (member.inside ? ONE_INSIDE : 0);
            if (words.compareAndSet(AT, seen, (long) OVER << STEP | inside)) {
                member.inside = false;
                return;
            }
        }
    }

    boolean failed() {
        return step(words.get(AT)) == OVER;
    }

    /** The first failure; null when there was none. */
    Throwable failure() {
        return failure.get();
    }

    /** The number of the next step. */
    static int after(int step) {
        return (step + 1) % OVER;
    }

    private static int step(long word) {
        return (int) (word >>> STEP);
    }
}
