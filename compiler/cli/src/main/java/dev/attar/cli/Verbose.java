package dev.attar.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** What {@code -v} shows on standard error: decisions and times. */
record Verbose(boolean wanted, PrintWriter err) {
    void say(String line) {
        if (wanted) {
            err.println("attar: " + line);
            err.flush();
        }
    }

    /** {@code 12.3 ms}, or seconds where it is many. */
    static String time(long nanos) {
        return nanos < 10_000_000_000L
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
