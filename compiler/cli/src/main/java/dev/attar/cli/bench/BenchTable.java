package dev.attar.cli.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A measurement for people: the whole call, then a line for each step. */
public final class BenchTable {
    private static final List<String> HEADINGS = List.of(
            "step",
            "value",
            "kernel",
            "ms",
            "of call",
            "GFLOP",
            "GFLOP/s",
            "of peak",
            "MB weights",
            "MB values",
            "GB/s",
            "waiting",
            "ms per layer");
    /** Columns of words; the others hold numbers and end at the right. */
    private static final int WORDS = 3;

    private final Measurement measured;
    private final List<List<String>> lines = new ArrayList<>();

    private BenchTable(Measurement measured) {
        this.measured = measured;
    }

    public static void print(Measurement measured, PrintWriter out) {
        BenchTable table = new BenchTable(measured);
        table.head(out);
        measured.steps().forEach(table::step);
        table.outside();
        table.sum();
        table.columns(out);
        out.println();
        out.flush();
    }

    private void head(PrintWriter out) {
        var target = measured.target();
        out.println(target.model() + ", " + measured.workload().describe() + ", "
                + target.how() + ", output "
                + target.output());
        double seconds = measured.seconds();
        out.println(format("%.3f ms a call", seconds * 1e3)
                + format(" (quartiles %.3f to %.3f", measured.low() * 1e3, measured.high() * 1e3)
                + format(" of %d)", measured.rounds())
                + format(", %.0f tokens/s", measured.workload().tokens() / seconds)
                + format(", %.3f GFLOP", measured.flops() / 1e9)
                + format(", %.1f GFLOP/s", measured.flops() / seconds / 1e9)
                + (measured.peak().isPresent()
                        ? ", " + peak(measured.flops(), seconds) + " of the measured peak of "
                                + format("%.1f GFLOP/s", measured.peak().getAsDouble() / 1e9)
                        : ""));
    }

    private void step(Measurement.Step step) {
        lines.add(List.of(
                step.number(),
                step.computes() + (step.times() == 1 ? "" : " x " + step.times()),
                step.kernel(),
                milliseconds(step.seconds()),
                percent(step.seconds() / measured.seconds()),
                step.flops() == 0 ? "" : format("%.4f", step.flops() / 1e9),
                step.flops() == 0 ? "" : format("%.1f", step.flops() / step.seconds() / 1e9),
                step.flops() == 0 ? "" : peak(step.flops(), step.seconds()),
                step.weightBytes() == 0 ? "" : format("%.2f", step.weightBytes() / 1e6),
                format("%.2f", step.activationBytes() / 1e6),
                format("%.1f", step.bytes() / step.seconds() / 1e9),
                measured.threads() == 1 ? "" : percent(step.waiting()),
                step.times() == 1 ? "" : milliseconds(step.fastest()) + "–" + milliseconds(step.slowest())));
    }

    private void outside() {
        lines.add(List.of(
                "",
                "outside of steps",
                "",
                milliseconds(measured.outside()),
                percent(measured.outside() / measured.seconds()),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                ""));
    }

    private void sum() {
        double seconds = measured.inSteps() + measured.outside();
        long weights = measured.steps().stream()
                .mapToLong(Measurement.Step::weightBytes)
                .sum();
        long values = measured.steps().stream()
                .mapToLong(Measurement.Step::activationBytes)
                .sum();
        double waiting = measured.steps().stream()
                        .mapToDouble(s -> s.seconds() * s.waiting())
                        .sum()
                / measured.inSteps();
        lines.add(List.of(
                "",
                "sum, step by step",
                "",
                milliseconds(seconds),
                percent(seconds / measured.seconds()),
                format("%.4f", measured.flops() / 1e9),
                format("%.1f", measured.flops() / seconds / 1e9),
                peak(measured.flops(), seconds),
                format("%.2f", weights / 1e6),
                format("%.2f", values / 1e6),
                format("%.1f", (weights + values) / seconds / 1e9),
                measured.threads() == 1 ? "" : percent(waiting),
                ""));
    }

    /** Columns that have nothing but their heading are left out. */
    private void columns(PrintWriter out) {
        int[] widths = new int[HEADINGS.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int longest =
                    lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
            widths[i] = longest == 0 ? 0 : Math.max(longest, HEADINGS.get(i).length());
        }
        line(HEADINGS, widths, out);
        lines.forEach(cells -> line(cells, widths, out));
    }

    private static void line(List<String> cells, int[] widths, PrintWriter out) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                String cell = cells.get(i);
                String blanks = " ".repeat(widths[i] - cell.length());
                text.append("  ").append(i < WORDS ? cell + blanks : blanks + cell);
            }
        }
        out.println(text.toString().stripTrailing());
    }

    private String peak(long flops, double seconds) {
        OptionalDouble peak = measured.peak();
        return peak.isEmpty() ? "" : percent(flops / seconds / peak.getAsDouble());
    }

    private static String milliseconds(double seconds) {
        return format("%.3f", seconds * 1e3);
    }

    private static String percent(double share) {
        return format("%.1f %%", 100 * share);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
