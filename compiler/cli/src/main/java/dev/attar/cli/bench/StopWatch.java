package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Worker;

/** A member of a team that notes when it comes to each barrier. Everything else the real member does. */
final class StopWatch implements Worker {
    private final long[] arrivals;
    private Worker member;
    private int arrived;
    private long begin;
    private long end;

    /** @param most barriers that it can note */
    StopWatch(int most) {
        arrivals = new long[most];
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

    /** Barriers in the last run. */
    int barriers() {
        return arrived;
    }

    /** When the member was done with a step; after the last barrier that is the end of the program. */
    long doneWith(int step) {
        return step < arrived ? arrivals[step] : end;
    }

    long begin() {
        return begin;
    }
}
