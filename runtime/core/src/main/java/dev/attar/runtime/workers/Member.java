package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Worker;

/** One thread of a team of several. */
final class Member implements Worker {
    private final Meeting meeting;
    private final int index;

    /** This member's thread while it is parked, or about to; else null. */
    volatile Thread parked;

    Member(Meeting meeting, int index) {
        this.meeting = meeting;
        this.index = index;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int claim() {
        return meeting.claim();
    }

    @Override
    public void barrier() {
        meeting.barrier(this);
    }
}
