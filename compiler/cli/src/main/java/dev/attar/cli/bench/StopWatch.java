package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Worker;

/** A member of a team that notes when it comes to each barrier. Everything else the real member does. */
final class StopWatch implements Worker {
    private static final int MANY = 1 << 20;

    private final long[] done;
    private final long[] ends;
    private Worker member;
    private int arrived;
    private boolean hasPart;
    private long begin;

    /** @param steps of the program; every one ends with a barrier, but perhaps the last */
    StopWatch(int steps) {
        done = new long[steps];
        ends = new long[steps];
    }

    void start(Worker measured) {
        member = measured;
        arrived = 0;
        hasPart = false;
        begin = System.nanoTime();
    }

    /** @throws IllegalStateException when the program did not do the steps that it was said to have */
    void stop() {
        int steps = done.length;
        if (arrived < steps - 1) {
            throw new IllegalStateException(
                    "the program has " + steps + " steps, but its workers met " + arrived + " times");
        }
        if (arrived < steps) {
            ends[steps - 1] = System.nanoTime();
            done[steps - 1] = hasPart ? ends[steps - 1] : StepTimes.NO_PART;
        }
        member = null;
    }

    @Override
    public int index() {
        return member.index();
    }

    /** So many that the program shares out every step by itself instead of several in one go: each can be timed. */
    @Override
    public int members() {
        return MANY;
    }

    @Override
    public int claim() {
        int task = member.claim();
        hasPart |= task != Integer.MAX_VALUE; // else the step was over when the member came
        return task;
    }

    @Override
    public void barrier() {
        if (arrived == done.length) {
            throw new IllegalStateException("the program has more barriers than steps, " + done.length);
        }
        done[arrived] = hasPart ? System.nanoTime() : StepTimes.NO_PART;
        member.barrier();
        ends[arrived] = System.nanoTime();
        hasPart = false;
        arrived++;
    }

    /** When the member was done with each step that it had part in; with the last one at its barrier, or at the end. */
    long[] done() {
        return done;
    }

    /** When the member passed each barrier; or came to the end of the program. */
    long[] ends() {
        return ends;
    }

    long begin() {
        return begin;
    }
}
