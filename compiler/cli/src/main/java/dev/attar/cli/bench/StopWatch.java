package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Worker;
import java.util.Arrays;

/** A member of a team that notes when it comes to each barrier. Everything else the real member does. */
final class StopWatch implements Worker {
    private static final int MANY = 1 << 20;

    private final long[] arrivals;
    private Worker member;
    private int arrived;
    private boolean hadPart;
    private long begin;

    /** @param steps of the program; every one ends with a barrier, but perhaps the last */
    StopWatch(int steps) {
        arrivals = new long[steps];
        Arrays.fill(arrivals, StepTimes.ABSENT);
    }

    void start(Worker measured) {
        member = measured;
        begin = System.nanoTime();
    }

    /** The member has come to the end of the program. */
    void stop() {
        if (arrived == arrivals.length - 1) {
            arrive();
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
        hadPart |= task != Integer.MAX_VALUE; // else the step is over: a late worker only passes through
        return task;
    }

    @Override
    public void barrier() {
        if (arrived == arrivals.length) {
            throw new IllegalStateException("the program has more barriers than steps, " + arrivals.length);
        }
        arrive();
        member.barrier();
    }

    private void arrive() {
        arrivals[arrived++] = hadPart ? System.nanoTime() : StepTimes.ABSENT;
        hadPart = false;
    }

    /** When the member was done with each step that it had part in until now. */
    long[] done() {
        return arrivals.clone();
    }

    /**
     * The same for a member that had part from beginning to end.
     *
     * @throws IllegalStateException when the program did not do the steps that it was said to have
     */
    long[] allDone() {
        if (arrived < arrivals.length) {
            throw new IllegalStateException(
                    "the program has " + arrivals.length + " steps, but its workers met " + arrived + " times");
        }
        return done();
    }

    long begin() {
        return begin;
    }
}
