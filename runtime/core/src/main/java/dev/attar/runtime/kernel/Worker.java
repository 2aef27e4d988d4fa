package dev.attar.runtime.kernel;

/** One member of the team of threads that runs a {@link Program} together. */
public interface Worker {
    /** This member's number, from 0 to the team's size - 1; it selects the member's scratch memory. */
    int index();

    /**
     * Takes the next task of the current step: 0, 1, 2, … each number once in the whole team. The step is over for this
     * member when the number is not below the step's count of tasks.
     */
    int claim();

    /**
     * Waits until every member has come here; what any of them wrote before is then visible to all, and the tasks of the
     * next step begin at 0.
     *
     * @throws java.util.concurrent.CancellationException when another member failed; the call ends with its error
     */
    void barrier();
}
