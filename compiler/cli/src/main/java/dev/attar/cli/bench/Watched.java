package dev.attar.cli.bench;

import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.OptionalDouble;

/** A model made ready, whose steps are timed when that is wanted. */
interface Watched extends AutoCloseable {
    ProgramPlan plan();

    Session session();

    /**
     * The times of one call of the session.
     *
     * @throws IllegalStateException when the program does not do the steps that it was said to have
     */
    StepTimes watch(Runnable call);

    /** The most FLOP per second that what computes can do, measured now; empty where that is not known. */
    OptionalDouble peak();

    /** What computes, for people. */
    String how();

    /** Floats in a vector of the program; 0 where a device decides that. */
    int lanes();

    /** That a call can have. */
    int threads();

    @Override
    void close();
}
