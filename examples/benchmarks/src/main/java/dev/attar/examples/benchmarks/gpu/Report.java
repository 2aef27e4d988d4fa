package dev.attar.examples.benchmarks.gpu;

import java.io.PrintStream;
import java.util.Locale;

/** What has been found so far. Each line is printed at once: a run that is ended early has said what it knew. */
final class Report {
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private int failures; // under its monitor

    Report(PrintStream out) {
        this.out = out;
    }

    synchronized void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    /** A part of the run: what goes wrong in it is a line, and does not end the others. */
    void part(String name, Runnable part) {
        line("%n## %s (after %.1f s)%n", name, (System.nanoTime() - begin) / 1e9);
        attempt(name, part);
    }

    /** A check that holds unless it throws. */
    void attempt(String name, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException | Error wrong) {
            failed(name, wrong);
        }
    }

    private synchronized void failed(String name, Throwable wrong) {
        failures++;
        line("FAILED %s: %s", name, wrong);
        wrong.printStackTrace(out);
    }

    synchronized int failures() {
        return failures;
    }
}
