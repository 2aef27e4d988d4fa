package dev.attar.runtime.kernel;

/**
 * One model compiled for one vector width. Generated; stateless, so one instance serves every caller.
 *
 * <p>{@link #run} is entered by every worker of a team at once and each of them goes through the same steps in the same
 * order: within a step they share out its tasks with {@link Worker#claim()}, between steps they meet at
 * {@link Worker#barrier()}. Which worker takes which task never changes a bit of the result.
 */
public interface Program {
    /** What the runtime must prepare: weights and their packing, the arena, the outputs. */
    ProgramPlan plan();

    /**
     * Computes the output {@code frame.output()} (an index into {@link ProgramPlan#outputs()}) into the frame's arena.
     *
     * @param frame the inputs, the packed weights and the arena of this call; shared by the team
     * @param worker the calling member of the team
     */
    void run(Frame frame, Worker worker);
}
