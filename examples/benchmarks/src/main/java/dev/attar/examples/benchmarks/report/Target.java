package dev.attar.examples.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Something that was promised, beside what was found.
 *
 * @param what it is about
 * @param format of the bound and of the value
 * @param measured empty when it was not measured
 */
record Target(String what, String format, Kind kind, double bound, OptionalDouble measured) {
    /** Which side of the bound is the good one. */
    enum Kind {
        AT_LEAST("≥ "),
        AT_MOST("≤ ");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    static Target atLeast(String what, String format, double bound, OptionalDouble measured) {
        return new Target(what, format, Kind.AT_LEAST, bound, measured);
    }

    static Target atMost(String what, String format, double bound, OptionalDouble measured) {
        return new Target(what, format, Kind.AT_MOST, bound, measured);
    }

    String wanted() {
        return kind.sign + String.format(Locale.ROOT, format, bound);
    }

    String found() {
        return Figures.format(format, measured);
    }

    String verdict() {
        if (measured.isEmpty()) {
            return "not measured";
        }
        double value = measured.getAsDouble();
        boolean met = switch (kind) {
            case AT_LEAST -> value >= bound;
            case AT_MOST -> value <= bound;
        };
        return met ? "met" : "missed";
    }
}
