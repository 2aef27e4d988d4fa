package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.measure.Clients;
import dev.attar.examples.benchmarks.measure.Manners;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for each group of cases, in Markdown; empty text for a group that was not measured. */
final class Tables {
    private final Measurements all;
    private final Figures figures;
    private final Rates rates;

    Tables(Measurements all) {
        this.all = all;
        this.figures = new Figures(all);
        this.rates = new Rates(all);
    }

    String calls() {
        Table table = new Table(
                "model",
                "threads",
                "sequences × tokens",
                "Attar, ms",
                "ONNX Runtime, ms",
                "PyTorch, ms",
                "speed-up over ONNX Runtime",
                "over PyTorch",
                "Attar, GFLOP/s",
                "of peak");
        List<Case> cases = new ArrayList<>(Cases.MINILM);
        cases.add(Cases.BERT);
        for (int threads : List.of(1, 2)) {
            for (Case of : cases) {
                if (all.forks(of, threads) > 0) {
                    table.row(
                            of.equals(Cases.BERT) ? "BERT base" : "MiniLM",
                            Integer.toString(threads),
                            of.arguments().get(1).replace("x", " × "),
                            figures.millis(of, threads, "time.attar"),
                            figures.millis(of, threads, "time.onnxruntime"),
                            figures.millis(of, threads, "time.pytorch"),
                            figures.speedUp(of, threads, "time.onnxruntime", "time.attar"),
                            figures.speedUp(of, threads, "time.pytorch", "time.attar"),
                            Figures.format("%.1f", rates.rate(of, threads)),
                            Figures.percent(rates.shareOfPeak(of, threads)));
                }
            }
        }
        return table.under("Sequences of one length");
    }

    String bf16() {
        Table table =
                new Table("threads", "sequences × tokens", "fp32, ms", "bf16, ms", "speed-up of bf16", "lowest cosine");
        for (int threads : List.of(1, 2)) {
            for (Case of : Cases.BF16) {
                if (all.forks(of, threads) > 0) {
                    table.row(
                            Integer.toString(threads),
                            of.arguments().getFirst().replace("x", " × "),
                            figures.millis(of, threads, "time.attar"),
                            figures.millis(of, threads, "time.bf16"),
                            figures.speedUp(of, threads, "time.attar", "time.bf16"),
                            Figures.format("%.6f", all.median(of, threads, "cosine")));
                }
            }
        }
        return table.under("Weights as bfloat16, MiniLM");
    }

    String mixed() {
        Table table = new Table("threads", "engine", "fed with", "ms", "speed-up of Attar");
        Case of = Cases.MIXED;
        for (int threads : of.threads()) {
            if (all.forks(of, threads) > 0) {
                String count = Integer.toString(threads);
                table.row(count, "Attar", "all 64, ragged", figures.millis(of, threads, "time.attar"), "");
                for (String engine : List.of("onnxruntime", "pytorch")) {
                    String name = engine.equals("pytorch") ? "PyTorch" : "ONNX Runtime";
                    mixedRow(table, threads, name, "all 64, padded to the longest", "time." + engine + ".padded");
                    mixedRow(table, threads, name, "batches of 8, sorted by length", "time." + engine + ".sorted");
                }
            }
        }
        String sizes = String.format(
                Locale.ROOT,
                "64 sentences, %s tokens together, %s in the middle one, %s in the longest.%n%n",
                Figures.format("%.0f", all.median(of, 2, "tokens")),
                Figures.format("%.0f", all.median(of, 2, "median")),
                Figures.format("%.0f", all.median(of, 2, "longest")));
        return table.under("Real sentences of all lengths in one batch", sizes);
    }

    private void mixedRow(Table table, int threads, String name, String how, String what) {
        if (all.median(Cases.MIXED, threads, what).isPresent()) {
            table.row(
                    Integer.toString(threads),
                    name,
                    how,
                    figures.millis(Cases.MIXED, threads, what),
                    figures.speedUp(Cases.MIXED, threads, what, "time.attar"));
        }
    }

    String longer() {
        Table table = new Table(
                "threads",
                "tokens",
                "Attar, ms",
                "time over what FLOP predict",
                "speed-up over ONNX Runtime",
                "over PyTorch",
                "working memory, planned",
                "found on the heap");
        for (Case of : Cases.LONG) {
            for (int threads : of.threads()) {
                if (all.forks(of, threads) > 0) {
                    table.row(
                            Integer.toString(threads),
                            Integer.toString(Rates.tokens(of)),
                            figures.millis(of, threads, "time.attar"),
                            Figures.times(rates.overPrediction(of, threads)),
                            figures.speedUp(of, threads, "time.onnxruntime", "time.attar"),
                            figures.speedUp(of, threads, "time.pytorch", "time.attar"),
                            Figures.bytes(all.median(of, threads, "arena")),
                            Figures.bytes(all.median(of, threads, "heap")));
                }
            }
        }
        return table.under("Long sequences, MiniLM's shape with a context of 8192");
    }

    String start() {
        Table table = new Table("engine", "threads", "from process start to first embedding, ms", "speed-up of Attar");
        Case of = Cases.START;
        for (int threads : of.threads()) {
            for (String engine : List.of("attar", "onnxruntime", "pytorch")) {
                String what = "start." + engine;
                if (all.median(of, threads, what).isPresent()) {
                    table.row(
                            engine,
                            Integer.toString(threads),
                            figures.millis(of, threads, what),
                            engine.equals("attar") ? "" : figures.speedUp(of, threads, what, "start.attar"));
                }
            }
        }
        return table.under("Process start");
    }

    String clients() {
        Table table = new Table(
                "engine",
                "calling threads",
                "calls of 32 tokens per second",
                "to 2 calling threads",
                "p50, ms",
                "p99, ms",
                "p99 : p50");
        Case of = Cases.CLIENTS;
        for (String engine : List.of("attar", "onnxruntime", "pytorch")) {
            for (int clients : List.of(1, Clients.FEW, Clients.MANY)) {
                String name = engine + "." + clients;
                if (all.median(of, 2, "rate." + name).isPresent()) {
                    table.row(
                            engine,
                            Integer.toString(clients),
                            Figures.format("%.0f", all.median(of, 2, "rate." + name)),
                            Figures.times(all.ratio(of, 2, "rate." + name, "rate." + engine + "." + Clients.FEW)),
                            figures.millis(of, 2, "p50." + name),
                            figures.millis(of, 2, "p99." + name),
                            Figures.times(all.ratio(of, 2, "p99." + name, "p50." + name)));
                }
            }
        }
        return table.under("Many callers of one model on 2 threads");
    }

    String manners() {
        Case of = Cases.MANNERS;
        Table table = new Table("after the last call, or for each call", "value");
        if (all.forks(of, 2) > 0) {
            String span = String.format("from %d ms on, in %d ms", Manners.MILLIS_AFTER, Manners.WATCHED_MILLIS);
            table.row("processor time of Attar's workers, " + span, figures.millis(of, 2, "idle.workers") + " ms");
            for (String engine : List.of("attar", "onnxruntime", "pytorch")) {
                table.row(
                        "processor time of the whole process after a call of " + engine + ", " + span,
                        figures.millis(of, 2, "idle." + engine) + " ms");
            }
            table.row(
                    "allocated by Attar beyond the floats of the result",
                    Figures.format("%.0f bytes", all.median(of, 2, "allocated")));
        }
        return table.under("Manners");
    }
}
