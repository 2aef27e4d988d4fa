package dev.attar.examples.benchmarks.report;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** All that is to be said of some measurements, in Markdown. */
public final class Report {
    private final Measurements all;
    private final About about;

    /**
     * Where and with what it was measured.
     *
     * @param versions of all engines and of Java, and the machine
     * @param code a fingerprint of Attar's
     * @param quick whether it is not to be quoted
     */
    public record About(String date, String versions, String code, boolean quick) {}

    public Report(Measurements all, About about) {
        this.all = all;
        this.about = about;
    }

    public String text() {
        Tables tables = new Tables(all);
        DecoderTables decoders = new DecoderTables(all);
        return head()
                + new Targets(all).table()
                + tables.calls()
                + tables.bf16()
                + tables.mixed()
                + tables.longer()
                + tables.start()
                + tables.clients()
                + tables.manners()
                + new TrainingTable(all).text()
                + decoders.steps()
                + decoders.prompts()
                + decoders.firstTokens();
    }

    /** One line that says the most important, for the day when newer figures take its place. */
    String inShort() {
        StringJoiner speedUps = new StringJoiner(", ");
        for (Case of : Cases.MINILM) {
            add(speedUps, of.arguments().get(1), all.ratio(of, 2, "time.onnxruntime", "time.attar"));
        }
        add(speedUps, "BERT base 1x128", all.ratio(Cases.BERT, 2, "time.onnxruntime", "time.attar"));
        add(speedUps, "mixed, padded", all.ratio(Cases.MIXED, 2, "time.onnxruntime.padded", "time.attar"));
        add(speedUps, "mixed, sorted", all.ratio(Cases.MIXED, 2, "time.onnxruntime.sorted", "time.attar"));
        return about.date() + ", code " + about.code() + ": speed-up over ONNX Runtime on 2 threads: " + speedUps + ".";
    }

    About about() {
        return about;
    }

    private String head() {
        StringBuilder text = new StringBuilder("## " + about.date() + "\n\n");
        text.append(about.versions());
        text.append(String.format(
                Locale.ROOT,
                " Attar's code %s. Medians of up to %d JVMs (least–most)%s.%n%n",
                about.code(),
                all.mostForks(),
                about.quick() ? ", quick: not to be quoted" : ""));
        for (int threads : List.of(1, 2)) {
            OptionalDouble peak = all.peak(threads);
            if (peak.isPresent()) {
                text.append(String.format(
                        Locale.ROOT,
                        "FMA peak, %s: %.1f GFLOP/s.%n",
                        threads == 1 ? "1 thread" : threads + " threads",
                        peak.getAsDouble() / 1e9));
            }
        }
        return text.append("\n").toString();
    }

    private static void add(StringJoiner list, String what, OptionalDouble ratio) {
        if (ratio.isPresent()) {
            list.add(readable(what) + String.format(Locale.ROOT, " %.2f", ratio.getAsDouble()));
        }
    }

    /** {@code 1x8} as 1 × 8. */
    static String readable(String what) {
        return what.replaceAll("(\\d)x(\\d)", "$1 × $2");
    }
}
