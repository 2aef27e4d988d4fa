package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Worker;

/** A caller alone: no thread to share with, none to wait for. */
final class Soloist implements Worker {
    private int next;

    void begin() {
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
