package dev.attar.examples.benchmarks.engine;

/** Something that is done again and again, each time the same. */
public interface Timed extends AutoCloseable {
    /** What it gives, so that nothing of it can be left out. */
    Object run() throws Exception;

    @Override
    void close();
}
