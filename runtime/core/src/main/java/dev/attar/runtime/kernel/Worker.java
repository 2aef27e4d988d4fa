package dev.attar.runtime.kernel;

/**
 * One of the threads that run a {@link Program} together. Each goes through the same steps in the same order, but none needs
 * to take part in all: one that comes late, or whose call has ended meanwhile, finds no task in the steps that are over and
 * passes their barriers at once.
 */
public interface Worker {
    /** This member's number, from 0 up; no two have the same at the same time. It selects the member's scratch memory. */
    int index();

    /** The most workers that can be at this call at once; the same for all of them, from beginning to end. At least 1. */
    int members();

    /**
     * Takes the next task of this member's step: 0, 1, 2, … each number once among all members. A number that is not below the
     * step's count of tasks means that there is none left; {@link Integer#MAX_VALUE} where the step is over. Nothing may be
     * written without a task, and every step's tasks are claimed until there is none.
     */
    int claim();

    /**
     * Ends this member's step, in which it has found no task any more. Waits until all tasks of the step are finished, by
     * whomever; what they wrote is then visible, and the tasks of the next step begin at 0.
     */
    void barrier();
}
