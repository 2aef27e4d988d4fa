package dev.attar.runtime.kernel;

/**
 * One model compiled for one vector width. Generated; stateless, so one instance serves every caller.
 *
 * <p>{@link #run} is entered by every worker of a call, some of them late, and each of them goes through the same steps in the
 * same order: within a step they share out its tasks with {@link Worker#claim()}, between steps they wait at
 * {@link Worker#barrier()} for the tasks of others. Which worker takes which task never changes a bit of the result.
 */
public interface Program {
    /** What the runtime must prepare: weights and their packing, and the entry points. */
    ProgramPlan plan();

    /**
     * Computes the output {@code frame.output()} of the entry point {@code frame.entry()} into the frame's arena.
     *
     * @param frame the inputs, the packed weights and the arena of this call; shared by its workers
     * @param worker the calling thread's place among the workers
     */
    void run(Frame frame, Worker worker);

    /**
     * Whether a batch of several sequences may be computed in pieces, each from beginning to end by one worker: true for every
     * model; false for a program that is to be seen at work as a whole.
     */
    default boolean mayBeCut() {
        return true;
    }
}
