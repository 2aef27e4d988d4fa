package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Worker;

/** A member of a team that notes when it comes to each barrier. Everything else the real member does. */
final class StopWatch implements Worker {
    private static final int MANY = 1 << 20;

    private final long[] arrivals;
    private Worker member;
    private int arrived;
    private long begin;
    private long end;

    /** @param steps of the program; every one ends with a barrier, but perhaps the last */
    StopWatch(int steps) {
        arrivals = new long[steps];
    }

    void start(Worker measured) {
        member = measured;
        arrived = 0;
        begin = System.nanoTime();
    }

    void stop() {
        end = System.nanoTime();
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
        return member.claim();
    }

    @Override
    public void barrier() {
        if (arrived == arrivals.length) {
            throw new IllegalStateException("the program has more barriers than steps, " + arrivals.length);
        }
        arrivals[arrived++] = System.nanoTime();
        member.barrier();
    }

    /**
     * When the member was done with each step; with the last one at its barrier, or at the end of the program.
     *
     * @throws IllegalStateException when the program did not do the steps that it was said to have
     */
    long[] done() {
        int steps = arrivals.length;
        if (arrived < steps - 1) {
            throw new IllegalStateException(
                    "the program has " + steps + " steps, but its workers met " + arrived + " times");
        }
        long[] done = arrivals.clone();
        if (arrived < steps) {
            done[steps - 1] = end;
        }
        return done;
    }

    long begin() {
        return begin;
    }
}
