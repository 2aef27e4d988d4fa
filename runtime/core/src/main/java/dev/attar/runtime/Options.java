package dev.attar.runtime;

import java.util.Optional;

/**
 * How a model runs. None of it changes a bit of any result.
 *
 * @param threads the most threads that work on one model at once, the callers among them; 1 to {@value #MOST_THREADS}
 * @param width the vectors to compute with; empty to choose what suits the machine
 */
public record Options(int threads, Optional<Width> width) {
    public static final int MOST_THREADS = 1024;

    /** @throws IllegalArgumentException when there are fewer than 1 or more than {@value #MOST_THREADS} threads */
    public Options {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(threads + " threads: give 1 to " + MOST_THREADS);
        }
    }

    /** As many threads as this process may use processors (a container's limit counts), the machine's own width. */
    public static Options defaults() {
        return new Options(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), Optional.empty());
    }

    /** The same with this number of threads. */
    public Options withThreads(int threads) {
        return new Options(threads, width);
    }

    /** The same with this width, whatever the machine. */
    public Options withWidth(Width width) {
        return new Options(threads, Optional.of(width));
    }
}
