package dev.attar.examples.kernels;

import dev.attar.cli.bench.FmaPeak;
import dev.attar.compiler.loops.ExecutedStep;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** JMH's times as rates and as shares of the peak, a Markdown table. */
record KernelReport(Model model, List<RunResult> results, OptionalDouble peak) {
    static KernelReport of(Model model, Collection<RunResult> results) {
        OptionalDouble peak = results.stream()
                .filter(r -> is(r, PeakBenchmark.class))
                .mapToDouble(r -> FmaPeak.flops(PeakBenchmark.STEPS) / seconds(r))
                .max();
        return new KernelReport(model, List.copyOf(results), peak);
    }

    void print(PrintStream out) {
        out.println();
        peak.ifPresent(p -> out.println(
                "Peak of one thread: " + format("%.1f", p / 1e9) + " GFLOP/s of multiply-adds on registers\n"));
        out.println("| step | what | threads | tokens | µs | GFLOP/s | of peak | bytes allocated |");
        out.println("|--:|---|--:|--:|--:|--:|--:|--:|");
        for (RunResult result : results) {
            BenchmarkParams given = result.getParams();
            if (is(result, StepBenchmark.class)) {
                String step = given.getParam("step");
                int tokens = Integer.parseInt(given.getParam("tokens"));
                line(out, step, what(step), 1, tokens, model.flops(step, tokens), result);
            } else if (is(result, CallBenchmark.class)) {
                int tokens = Integer.parseInt(given.getParam("tokens"));
                int threads = Integer.parseInt(given.getParam("threads"));
                line(out, "", "call", threads, tokens, model.flops(tokens), result);
            }
        }
    }

    private void line(
            PrintStream out, String step, String what, int threads, int tokens, long flops, RunResult result) {
        double seconds = seconds(result);
        List<String> cells = new ArrayList<>(List.of(
                step, what, Integer.toString(threads), Integer.toString(tokens), format("%.1f", seconds * 1e6)));
        cells.add(flops == 0 ? "" : format("%.1f", flops / seconds / 1e9));
        cells.add(
                flops == 0 || peak.isEmpty()
                        ? ""
                        : format("%.1f %%", 100 * flops / seconds / threads / peak.getAsDouble()));
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        cells.add(allocated == null ? "" : format("%.0f", allocated.getScore()));
        out.println("| " + String.join(" | ", cells) + " |");
    }

    private String what(String step) {
        List<ExecutedStep> layers =
                model.executed().stream().filter(e -> e.number().equals(step)).toList();
        ExecutedStep first = layers.getFirst();
        return first.call().kernel() + (layers.size() == 1 ? "" : " × " + layers.size());
    }

    private static boolean is(RunResult result, Class<?> benchmark) {
        return result.getParams().getBenchmark().startsWith(benchmark.getName() + ".");
    }

    /** All benchmarks here give average times, in microseconds. */
    private static double seconds(RunResult result) {
        return result.getPrimaryResult().getScore() / 1e6;
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
