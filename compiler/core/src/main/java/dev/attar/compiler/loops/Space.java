package dev.attar.compiler.loops;

/**
 * The memories that kernels read and write, each with an owner who gives it and a time after which it holds nothing any more.
 * {@link dev.attar.compiler.lower.LoopVerifier} enforces who may write.
 */
public enum Space {
    /** The arena: given by the runtime to one call, shared by its workers; holds nothing after the call. */
    ACTIVATION(true),
    /** The packed weights: given by the session, shared by all of its calls; nobody writes them. */
    WEIGHT(false),
    /** A part of the packed weights that a {@link Statement.Window} opened, counted from where that begins. */
    WINDOW(false),
    /** What is kept between calls: given by the caller, who says what lies where; shared by the call's workers. */
    STATE(true),
    /** Parameters, their gradients and the moments of an optimizer: a trainer's, between calls; training entries alone write them. */
    PARAMETER(true),
    /** Working memory in the arena, for one worker alone; holds nothing from task to task. */
    SCRATCH(true),
    /** On the chip, for the items of one group; every buffer by itself. Holds nothing from task to task. */
    LOCAL(true);

    private final boolean written;

    Space(boolean written) {
        this.written = written;
    }

    /** Whether kernels may store there. */
    public boolean isWritten() {
        return written;
    }
}
