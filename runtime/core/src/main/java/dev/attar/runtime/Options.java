package dev.attar.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * How a model runs. None of it changes a bit of any result.
 *
 * @param threads the most threads that work on one model at once, the callers among them; 1 to {@value #MOST_THREADS}
 * @param width the vectors to compute with; empty to choose what suits the machine
 * @param interruptible whether an interrupt of its thread ends a call soon, with a {@link CallException}; otherwise a call is
 *     finished, and the thread stays interrupted
 * @param longestCall a call that takes longer ends soon after, with a {@link CallException}; empty: it takes what it takes
 * @param finiteOutputs whether an output with a value that is NaN or infinite is a {@link CallException}; otherwise nobody looks
 */
public record Options(
        int threads,
        Optional<Width> width,
        boolean interruptible,
        Optional<Duration> longestCall,
        boolean finiteOutputs) {
    public static final int MOST_THREADS = 1024;

    /**
     * @throws IllegalArgumentException when there are fewer than 1 or more than {@value #MOST_THREADS} threads, or the longest call has
     *     no time
     */
    public Options {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(threads + " threads: give 1 to " + MOST_THREADS);
        }
        if (longestCall.isPresent() && !longestCall.get().isPositive()) {
            throw new IllegalArgumentException("a call of at most " + longestCall.get() + ": give more than no time");
        }
    }

    /** Calls that run to their end, whatever their values. */
    public Options(int threads, Optional<Width> width) {
        this(threads, width, false, Optional.empty(), false);
    }

    /** As many threads as this process may use processors (a container's limit counts), the machine's own width. */
    public static Options defaults() {
        return new Options(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), Optional.empty());
    }

    /** These options with this number of threads. */
    public Options withThreads(int threads) {
        return new Options(threads, width, interruptible, longestCall, finiteOutputs);
    }

    /** These options with vectors of this width, whatever the machine. */
    public Options withWidth(Width width) {
        return new Options(threads, Optional.of(width), interruptible, longestCall, finiteOutputs);
    }

    /** These options, and an interrupt of the calling thread ends a call soon. */
    public Options withInterrupts() {
        return new Options(threads, width, true, longestCall, finiteOutputs);
    }

    /** These options, and a call that takes longer than this ends soon after. */
    public Options withLongestCall(Duration time) {
        return new Options(threads, width, interruptible, Optional.of(time), finiteOutputs);
    }

    /** These options, and NaN and infinity in an output are an exception. */
    public Options withFiniteOutputs() {
        return new Options(threads, width, interruptible, longestCall, true);
    }
}
