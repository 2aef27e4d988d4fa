package dev.attar.examples.benchmarks.report;

import static dev.attar.examples.benchmarks.report.Target.atLeast;
import static dev.attar.examples.benchmarks.report.Target.atMost;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What Attar sets out to reach on this kind of machine. */
final class Targets {
    private static final String TIMES = "%.2f ×";
    private static final String PERCENT = "%.1f %%";

    private final Measurements all;
    private final Rates rates;
    private final List<Target> targets = new ArrayList<>();

    Targets(Measurements all) {
        this.all = all;
        this.rates = new Rates(all);
        calls();
        bf16();
        mixed();
        longer();
        start();
        service();
        training();
        targets.addAll(new DecoderTables(all).targets());
    }

    String table() {
        Table table = new Table("target", "wanted", "measured", "");
        for (Target target : targets) {
            table.row(target.what(), target.wanted(), target.found(), target.verdict());
        }
        return table.under("Targets");
    }

    private void calls() {
        for (String name : List.of("1x128", "1x256")) {
            peak(name, 1, 88);
            speedUp(name, 1, 1.08);
            peak(name, 2, 82);
            speedUp(name, 2, 1.25);
        }
        for (String name : List.of("1x8", "1x16", "1x32")) {
            speedUp(name, 2, 1.2);
        }
        peak("32x128", 2, 85);
        speedUp("32x128", 2, 1.4);
        speedUp("bert-1x128", 2, 1.2);
    }

    /** Of the lengths in question, the one where reading the weights takes longer than multiplying with them. */
    private void bf16() {
        Case of = Cases.BF16.getFirst();
        targets.add(atLeast(
                "1 × 8, 2 threads: speed-up of weights as bf16 over fp32",
                TIMES,
                1.4,
                all.ratio(of, 2, "time.attar", "time.bf16")));
        targets.add(atLeast("the same: cosine to fp32", "%.5f", 0.9999, all.median(of, 2, "cosine")));
    }

    private void mixed() {
        String what = "mixed batch of 64 sentences, 2 threads: speed-up over ONNX Runtime ";
        targets.add(atLeast(what + "padded to the longest", TIMES, 3, mixed("padded")));
        targets.add(atLeast(what + "in sorted batches of 8", TIMES, 1.3, mixed("sorted")));
    }

    private OptionalDouble mixed(String how) {
        return all.ratio(Cases.MIXED, 2, "time.onnxruntime." + how, "time.attar");
    }

    private void longer() {
        for (Case of : Cases.LONG) {
            String what = Rates.tokens(of) + " tokens, 2 threads: time over what FLOP predict";
            targets.add(atMost(what, TIMES, 1.3, rates.overPrediction(of, 2)));
        }
        String what = "working memory for each token, 8192 tokens over 512, ";
        targets.add(atMost(what + "planned", TIMES, 1.1, rates.growthOfMemory(2, "arena")));
        targets.add(atMost(what + "found on the heap", TIMES, 1.25, rates.growthOfMemory(2, "heap")));
    }

    private void start() {
        Case of = Cases.START;
        OptionalDouble nanos = all.median(of, 2, "start.attar");
        OptionalDouble seconds = nanos.isEmpty() ? nanos : OptionalDouble.of(nanos.getAsDouble() / 1e9);
        targets.add(atMost("process start to first embedding", "%.2f s", 0.6, seconds));
        targets.add(atLeast(
                "the same: speed-up over ONNX Runtime",
                TIMES,
                1,
                all.ratio(of, 2, "start.onnxruntime", "start.attar")));
    }

    private void service() {
        Case of = Cases.CLIENTS;
        targets.add(atLeast(
                "8 calling threads: throughput over that of 2",
                TIMES,
                0.95,
                all.ratio(of, 2, "rate.attar.8", "rate.attar.2")));
        targets.add(
                atMost("8 calling threads: p99 over median", TIMES, 6, all.ratio(of, 2, "p99.attar.8", "p50.attar.8")));
        targets.add(atMost(
                "processor time of workers from 5 ms after a call on",
                "%.0f ns",
                0,
                all.median(Cases.MANNERS, 2, "idle.workers")));
        targets.add(atMost(
                "allocated for each call beyond the floats of the result",
                "%.0f bytes",
                1024,
                all.median(Cases.MANNERS, 2, "allocated")));
    }

    private void training() {
        double[] speedUps = {2, 1.5, 3};
        for (int i = 0; i < speedUps.length; i++) {
            Case of = Cases.TRAIN.get(i);
            String what = "training, " + TrainingTable.name(of) + ", 2 threads: ";
            targets.add(atLeast(
                    what + "speed-up over PyTorch",
                    TIMES,
                    speedUps[i],
                    all.ratio(of, 2, "time.pytorch", "time.attar")));
            targets.add(
                    atMost(what + "memory to PyTorch's", TIMES, 1, all.ratio(of, 2, "memory.attar", "memory.pytorch")));
            targets.add(atMost(
                    what + "first step over 3 later ones", TIMES, 1, all.ratio(of, 2, "first.attar", "early.attar")));
        }
        OptionalDouble share = new TrainingTable(all).shareOfPeak(Cases.TRAIN.getFirst(), 2);
        OptionalDouble percent = share.isEmpty() ? share : OptionalDouble.of(100 * share.getAsDouble());
        targets.add(atLeast("training, the article's, 2 threads: share of the FMA peak", PERCENT, 55, percent));
    }

    private void peak(String name, int threads, double bound) {
        OptionalDouble share = rates.shareOfPeak(only(name), threads);
        OptionalDouble percent = share.isEmpty() ? share : OptionalDouble.of(100 * share.getAsDouble());
        targets.add(atLeast(where(name, threads) + "share of the FMA peak", PERCENT, bound, percent));
    }

    private void speedUp(String name, int threads, double bound) {
        targets.add(atLeast(
                where(name, threads) + "speed-up over ONNX Runtime",
                TIMES,
                bound,
                all.ratio(only(name), threads, "time.onnxruntime", "time.attar")));
    }

    private static String where(String name, int threads) {
        String count = threads == 1 ? "1 thread" : threads + " threads";
        return name.replace("bert-", "BERT base, ").replace("x", " × ") + ", " + count + ": ";
    }

    private static Case only(String name) {
        return Cases.named(name).getFirst();
    }
}
