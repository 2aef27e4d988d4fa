package dev.attar.examples.benchmarks.cases;

/** One JVM: a case, a number of threads, and which of the JVMs for these it is, from 1 on. */
public record Turn(Case of, int threads, int fork) {
    /** The file of its samples. */
    String file() {
        return of.name() + "." + threads + "." + fork;
    }

    @Override
    public String toString() {
        return of.name() + ", " + (threads == 1 ? "1 thread" : threads + " threads") + ", JVM " + fork;
    }
}
