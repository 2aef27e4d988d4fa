package dev.attar.runtime.server.batch;

/** Is told of every batch that was computed. Called by the thread that computes, so it is quick. */
@FunctionalInterface
public interface BatchWatch {
    /** @param nanos how long the model took */
    void ran(int requests, int sequences, int tokens, long nanos);
}
