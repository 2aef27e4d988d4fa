package dev.attar.examples.benchmarks;

import dev.attar.examples.benchmarks.Measured.Peak;
import dev.attar.examples.benchmarks.Measured.Times;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The measurements of all JVMs as a table, in Markdown. */
final class Report {
    private final List<Measured> measured;

    Report(List<Measured> measured) {
        this.measured = List.copyOf(measured);
    }

    String print(List<Integer> threadCounts, List<Workload> workloads) {
        StringBuilder text = new StringBuilder();
        for (int threads : threadCounts) {
            text.append(
                    String.format(Locale.ROOT, "FMA peak, %s: %.1f GFLOP/s%n", plural(threads), peak(threads) / 1e9));
        }
        text.append(String.format(
                "%n| threads | sequences × tokens | Attar, ms | ONNX Runtime, ms | Attar : ONNX Runtime | Attar,"
                        + " GFLOP/s | of peak |%n|--:|--:|--:|--:|--:|--:|--:|%n"));
        for (int threads : threadCounts) {
            for (Workload workload : workloads) {
                text.append(row(threads, workload));
            }
        }
        return text.toString();
    }

    private String row(int threads, Workload workload) {
        List<Times> times = measured.stream()
                .filter(Times.class::isInstance)
                .map(Times.class::cast)
                .filter(t -> t.threads() == threads && t.workload().equals(workload))
                .toList();
        double rate = workload.flops() / median(times, Times::attar);
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %s | %.2f | %.1f | %.0f %% |%n",
                threads,
                workload,
                millis(times, Times::attar),
                millis(times, Times::other),
                median(times, t -> t.attar() / t.other()),
                rate,
                100 * rate * 1e9 / peak(threads));
    }

    /** The median of the JVMs, and the least and the most of them. */
    private static String millis(List<Times> times, ToDoubleFunction<Times> nanos) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                median(times, nanos) / 1e6,
                times.stream().mapToDouble(nanos).min().orElseThrow() / 1e6,
                times.stream().mapToDouble(nanos).max().orElseThrow() / 1e6);
    }

    private static double median(List<Times> times, ToDoubleFunction<Times> value) {
        return Median.of(times.stream().mapToDouble(value).toArray());
    }

    /** The best of all windows of all JVMs: a limit is never too high for want of quiet. */
    double peak(int threads) {
        return measured.stream()
                .filter(Peak.class::isInstance)
                .map(Peak.class::cast)
                .filter(peak -> peak.threads() == threads)
                .mapToDouble(Peak::flops)
                .max()
                .orElseThrow();
    }

    private static String plural(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
