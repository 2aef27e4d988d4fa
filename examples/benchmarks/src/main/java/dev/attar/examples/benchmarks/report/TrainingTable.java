package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import java.util.OptionalDouble;

/** Steps of training, and what they are to reach. */
final class TrainingTable {
    private final Measurements all;
    private final Figures figures;

    TrainingTable(Measurements all) {
        this.all = all;
        this.figures = new Figures(all);
    }

    String text() {
        Table table = new Table(
                "model",
                "threads",
                "batch",
                "Attar, ms a step",
                "PyTorch, ms",
                "speed-up",
                "Attar, of the FMA peak",
                "most memory, Attar",
                "PyTorch",
                "first step over 3 later ones, Attar",
                "PyTorch");
        for (Case of : Cases.TRAIN) {
            for (int threads : of.threads()) {
                if (all.forks(of, threads) > 0) {
                    table.row(
                            name(of),
                            Integer.toString(threads),
                            of.arguments().get(1).replace("x", " × "),
                            figures.millis(of, threads, "time.attar"),
                            figures.millis(of, threads, "time.pytorch"),
                            figures.speedUp(of, threads, "time.pytorch", "time.attar"),
                            Figures.percent(shareOfPeak(of, threads)),
                            Figures.bytes(all.median(of, threads, "memory.attar")),
                            Figures.bytes(all.median(of, threads, "memory.pytorch")),
                            Figures.times(all.ratio(of, threads, "first.attar", "early.attar")),
                            Figures.times(all.ratio(of, threads, "first.pytorch", "early.pytorch")));
                }
            }
        }
        return table.under("Steps of training, optimizer included; padded for PyTorch");
    }

    static String name(Case of) {
        return switch (of.name()) {
            case "train-article" -> "the article's, vocabulary 32,000";
            case "train-bert" -> "BERT base";
            default -> "MiniLM";
        };
    }

    /** Three times the forward pass, for the time of a step. */
    OptionalDouble shareOfPeak(Case of, int threads) {
        OptionalDouble flops = all.median(of, threads, "flops");
        OptionalDouble nanos = all.median(of, threads, "time.attar");
        OptionalDouble peak = all.median(of, threads, "peak");
        return flops.isEmpty() || nanos.isEmpty() || peak.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(flops.getAsDouble() / nanos.getAsDouble() * 1e9 / peak.getAsDouble());
    }
}
