package dev.attar.examples.kernels;

import dev.attar.runtime.kernel.Worker;

/** A worker alone that has tasks in the chosen steps only; in the others it finds that all are taken. */
final class OneStep implements Worker {
    private final boolean[] chosen;
    private int step;
    private int next;

    /** @param chosen for each step that is executed, whether it has work */
    OneStep(boolean[] chosen) {
        this.chosen = chosen.clone();
    }

    /** Back to the first step. */
    void begin() {
        step = 0;
        next = 0;
    }

    @Override
    public int index() {
        return 0;
    }

    /** So many that no steps are done together: each stands alone. */
    @Override
    public int members() {
        return 1 << 20;
    }

    @Override
    public int claim() {
        return chosen[step] ? next++ : Integer.MAX_VALUE;
    }

    @Override
    public void barrier() {
        step++;
        next = 0;
    }

    /** Steps that were gone through, the last one too, after which there may be no barrier. */
    int steps() {
        return Math.min(step + 1, chosen.length);
    }
}
