package dev.attar.examples.benchmarks;

import java.util.List;

/** Something that runs MiniLM. */
interface Engine extends AutoCloseable {
    /** Makes a call ready: what a caller could keep between calls is outside of the time measured. */
    Call prepare(List<int[]> sequences) throws Exception;

    @Override
    void close();

    /** One call, repeated as often as one likes. */
    interface Call extends AutoCloseable {
        /** @return the hidden state of the first token, in part: proof of work, and of the right one */
        float run() throws Exception;

        @Override
        void close();
    }
}
