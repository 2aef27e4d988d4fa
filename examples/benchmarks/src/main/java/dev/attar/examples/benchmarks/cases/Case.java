package dev.attar.examples.benchmarks.cases;

import java.util.List;

/**
 * Something to measure: one JVM for each number of threads, again and again.
 *
 * @param name what the command line and the files call it
 * @param program its class, whose first arguments are the threads and quick or full
 * @param arguments the rest of them
 * @param seconds what one JVM takes, about
 * @param quickSeconds the same when it is quick
 */
public record Case(
        String name,
        Group group,
        Class<?> program,
        List<Integer> threads,
        List<String> arguments,
        int seconds,
        int quickSeconds) {
    public int seconds(boolean quick) {
        return quick ? quickSeconds : seconds;
    }
}
