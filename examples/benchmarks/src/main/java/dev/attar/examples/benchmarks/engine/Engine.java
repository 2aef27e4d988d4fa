package dev.attar.examples.benchmarks.engine;

import java.util.List;

/** Something that runs a model. */
public interface Engine extends AutoCloseable {
    /** What samples and tables call it. */
    EngineName name();

    /**
     * Makes a call ready: what a caller could keep between calls is outside of the time measured.
     *
     * @param sequences token ids; an engine that cannot take sequences of different lengths pads them to the longest
     */
    Call prepare(List<int[]> sequences) throws Exception;

    @Override
    void close();

    /** One call, repeated as often as one likes. */
    interface Call extends Timed {
        /** Hidden states of all tokens, in arrays of the JVM's. */
        @Override
        Hidden run() throws Exception;
    }
}
