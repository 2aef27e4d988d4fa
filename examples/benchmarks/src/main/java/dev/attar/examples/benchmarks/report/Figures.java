package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.measure.Median;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as text; a dash where nothing was measured. */
final class Figures {
    private static final String NONE = "–";

    private final Measurements all;

    Figures(Measurements all) {
        this.all = all;
    }

    /** The median of the JVMs, and the least and the most of them, in milliseconds. */
    String millis(Case of, int threads, String what) {
        double[] nanos = all.values(of, threads, what);
        if (nanos.length == 0) {
            return NONE;
        }
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                Median.of(nanos) / 1e6,
                Arrays.stream(nanos).min().orElseThrow() / 1e6,
                Arrays.stream(nanos).max().orElseThrow() / 1e6);
    }

    /** How many times as fast as another engine Attar is: 2 where it takes half the time. */
    String speedUp(Case of, int threads, String theirs, String ours) {
        return times(all.ratio(of, threads, theirs, ours));
    }

    static String times(OptionalDouble ratio) {
        return format("%.2f ×", ratio);
    }

    static String percent(OptionalDouble share) {
        return share.isEmpty() ? NONE : format("%.0f %%", OptionalDouble.of(100 * share.getAsDouble()));
    }

    static String format(String format, OptionalDouble value) {
        return value.isEmpty() ? NONE : String.format(Locale.ROOT, format, value.getAsDouble());
    }

    static String bytes(OptionalDouble bytes) {
        return bytes.isEmpty() ? NONE : format("%.1f MB", OptionalDouble.of(bytes.getAsDouble() / 1e6));
    }
}
