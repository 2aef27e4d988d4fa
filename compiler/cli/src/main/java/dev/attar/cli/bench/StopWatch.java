package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Worker;
import java.util.Arrays;

/**
 * A worker that notes when it enters each step and when it comes to the barrier after it. Everything else the real worker does.
 * A step that it found to be over, because it came late, it does not count as entered.
 */
final class StopWatch implements Worker {
    /** In place of a time: the step was not entered. */
    static final long ABSENT = Long.MIN_VALUE;

    private static final int MANY = 1 << 20;

    private final Worker worker;
    private final long[] entered;
    private final long[] left;
    private int step;
    private boolean inside;

    /** @param steps of the program; every one ends with a barrier, but perhaps the last */
    StopWatch(int steps, Worker worker) {
        this.worker = worker;
        this.entered = new long[steps];
        this.left = new long[steps];
        Arrays.fill(entered, ABSENT);
    }

    @Override
    public int index() {
        return worker.index();
    }

    /** So many that the program shares out every step by itself instead of several in one go: each can be timed. */
    @Override
    public int members() {
        return MANY;
    }

    @Override
    public int claim() {
        if (inside) {
            return worker.claim();
        }
        long now = System.nanoTime();
        int task = worker.claim();
        if (task != Integer.MAX_VALUE) {
            if (step == entered.length) {
                throw tooMany();
            }
            entered[step] = now;
            inside = true;
        }
        return task;
    }

    @Override
    public void barrier() {
        if (step == entered.length) {
            throw tooMany();
        }
        leave();
        step++;
        worker.barrier();
    }

    /** At the end of the program. */
    void leave() {
        if (inside) {
            left[step] = System.nanoTime();
            inside = false;
        }
    }

    private IllegalStateException tooMany() {
        return new IllegalStateException("the program has more barriers than steps, " + entered.length);
    }

    /** Barriers that it has come to. */
    int barriers() {
        return step;
    }

    /** When it began to ask for tasks of the step, or {@link #ABSENT}. */
    long entered(int at) {
        return entered[at];
    }

    /** When it had found no more tasks of the step; only where it entered. */
    long left(int at) {
        return left[at];
    }
}
