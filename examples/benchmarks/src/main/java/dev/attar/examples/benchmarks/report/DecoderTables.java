package dev.attar.examples.benchmarks.report;

import static dev.attar.examples.benchmarks.report.Target.atLeast;
import static dev.attar.examples.benchmarks.report.Target.atMost;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Tables and targets of decoders, all on two threads. */
final class DecoderTables {
    private static final int THREADS = 2;
    private static final String TIMES = "%.2f ×";

    private final Measurements all;
    private final Figures figures;
    private final DecoderRates rates;

    DecoderTables(Measurements all) {
        this.all = all;
        this.figures = new Figures(all);
        this.rates = new DecoderRates(all);
    }

    String steps() {
        Table table = new Table(
                "model",
                "weights",
                "conversations",
                "tokens of each",
                "Attar, ms a step",
                "tokens per second",
                "of what memory allows",
                "of one conversation",
                "ONNX Runtime, ms",
                "speed-up",
                "bytes allocated a token");
        for (Case of : Cases.STEPS) {
            if (all.forks(of, THREADS) > 0) {
                table.row(
                        DecoderRates.shape(of).name(),
                        DecoderRates.element(of),
                        Integer.toString(DecoderRates.conversations(of)),
                        Integer.toString(DecoderRates.tokens(of)),
                        figures.millis(of, THREADS, "time.attar"),
                        Figures.format("%.1f", rates.perSecond(of)),
                        Figures.percent(rates.shareOfBandwidth(of)),
                        Figures.times(rates.together(of)),
                        figures.millis(of, THREADS, "time.onnxruntime"),
                        figures.speedUp(of, THREADS, "time.onnxruntime", "time.attar"),
                        Figures.format("%.0f", all.median(of, THREADS, "allocated")));
            }
        }
        return table.under(
                "Decoders, one more token on 2 threads",
                "What memory allows: the bytes of weights, keys and values that a step reads, at the bandwidth of a"
                        + " sum in the same JVM.\n\n");
    }

    String prompts() {
        Table table = new Table("model", "tokens", "Attar, ms", "of peak", "ONNX Runtime, ms", "speed-up");
        for (Case of : Cases.PROMPTS) {
            if (all.forks(of, THREADS) > 0) {
                table.row(
                        DecoderRates.shape(of).name(),
                        of.arguments().get(1),
                        figures.millis(of, THREADS, "time.attar"),
                        Figures.percent(rates.shareOfPeak(of)),
                        figures.millis(of, THREADS, "time.onnxruntime"),
                        figures.speedUp(of, THREADS, "time.onnxruntime", "time.attar"));
            }
        }
        return table.under("Decoders, reading a prompt on 2 threads");
    }

    String firstTokens() {
        Table table = new Table("model", "from process start to first token, ms");
        for (Case of : Cases.FIRST_TOKENS) {
            if (all.forks(of, THREADS) > 0) {
                table.row(DecoderRates.shape(of).name(), figures.millis(of, THREADS, "start.attar"));
            }
        }
        return table.under("Decoders, process start with packed weights");
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Case of : Cases.STEPS) {
            String name = name(of);
            if (DecoderRates.conversations(of) > 1) {
                targets.add(atLeast(name + ": tokens per second over one", TIMES, 6, rates.together(of)));
            } else if (DecoderRates.tokens(of) > 1000) {
                targets.add(atMost(
                        name + ": time over what bytes predict", TIMES, 1.3, inverse(rates.shareOfBandwidth(of))));
            } else {
                targets.add(
                        atLeast(name + ": of what memory allows", "%.1f %%", 85, percent(rates.shareOfBandwidth(of))));
                if (DecoderRates.element(of).equals("fp32")) {
                    targets.add(atLeast(
                            name + ": speed-up over ONNX Runtime",
                            TIMES,
                            1.2,
                            all.ratio(of, THREADS, "time.onnxruntime", "time.attar")));
                }
            }
        }
        for (Case of : Cases.PROMPTS) {
            String name = DecoderRates.shape(of).name() + ", prompt of "
                    + of.arguments().get(1);
            targets.add(atLeast(name + ": share of the FMA peak", "%.1f %%", 80, percent(rates.shareOfPeak(of))));
            targets.add(atLeast(
                    name + ": speed-up over ONNX Runtime",
                    TIMES,
                    1.2,
                    all.ratio(of, THREADS, "time.onnxruntime", "time.attar")));
        }
        for (Case of : Cases.FIRST_TOKENS) {
            OptionalDouble nanos = all.median(of, THREADS, "start.attar");
            targets.add(atMost(
                    DecoderRates.shape(of).name() + ": process start to first token",
                    "%.2f s",
                    0.8,
                    nanos.isEmpty() ? nanos : OptionalDouble.of(nanos.getAsDouble() / 1e9)));
        }
        return targets;
    }

    private static String name(Case steps) {
        int conversations = DecoderRates.conversations(steps);
        return DecoderRates.shape(steps).name() + " in " + DecoderRates.element(steps)
                + (conversations > 1 ? ", " + conversations + " conversations" : "")
                + (DecoderRates.tokens(steps) > 1000 ? ", " + DecoderRates.tokens(steps) + " tokens" : "");
    }

    private static OptionalDouble percent(OptionalDouble share) {
        return share.isEmpty() ? share : OptionalDouble.of(100 * share.getAsDouble());
    }

    private static OptionalDouble inverse(OptionalDouble value) {
        return value.isEmpty() ? value : OptionalDouble.of(1 / value.getAsDouble());
    }
}
