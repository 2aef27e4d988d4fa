package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Worker;

/** A thread alone: no thread to share with, none to wait for. */
public final class SingleWorker implements Worker {
    private int next;
    private CallLimit limit = CallLimit.NONE;

    /** Before each run of a program. */
    public void begin() {
        begin(CallLimit.NONE);
    }

    /** Before each run of a program that may end early. */
    public void begin(CallLimit limit) {
        this.next = 0;
        this.limit = limit;
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public int members() {
        return 1;
    }

    @Override
    public int claim() {
        limit.check();
        return next++;
    }

    @Override
    public void barrier() {
        next = 0;
    }
}
