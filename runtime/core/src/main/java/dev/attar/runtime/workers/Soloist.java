package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Worker;

/** A thread alone: no thread to share with, none to wait for. */
public final class Soloist implements Worker {
    private int next;

    /** Before each run of a program. */
    public void begin() {
        next = 0;
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
        return next++;
    }

    @Override
    public void barrier() {
        next = 0;
    }
}
