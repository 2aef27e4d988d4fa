package dev.attar.cli.train;

import dev.attar.runtime.train.EpochReport;
import dev.attar.runtime.train.EvaluationReport;
import dev.attar.runtime.train.StepReport;
import dev.attar.runtime.train.TrainingListener;
import dev.attar.runtime.train.TrainingResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What a person watches: a progress bar where there is a terminal, a line an epoch, and a table at the end. */
public final class PeopleOutput implements TrainingListener, AutoCloseable {
    private static final double SMOOTHING = 0.9;

    private final PrintWriter err;
    private final boolean watched;
    private ProgressBar bar;
    private long began;
    private long tokens;
    private double loss = Double.NaN;
    private String validation = "";
    private String evaluation = ""; // not said yet
    private boolean isBest;

    /** @param watched whether there is a terminal that shows a progress bar */
    public PeopleOutput(PrintWriter err, boolean watched) {
        this.err = err;
        this.watched = watched;
    }

    /** Whether standard error is watched. */
    public static boolean isWatched() {
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    public void started(long from, long steps) {
        began = System.nanoTime();
        if (watched) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setStyle(ProgressBarStyle.ASCII)
                    .setInitialMax(steps)
                    .startsFrom(from, Duration.ZERO)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void note(String sentence) {
        say(sentence);
    }

    @Override
    public void step(StepReport report) {
        sayEvaluation();
        tokens += report.tokens();
        if (Double.isFinite(report.loss())) {
            loss = Double.isNaN(loss) ? report.loss() : SMOOTHING * loss + (1 - SMOOTHING) * report.loss();
        }
        if (bar != null) {
            bar.stepTo(report.step());
            bar.setExtraMessage(
                    String.format(Locale.ROOT, " loss %.4f%s, %.0f tokens/s", loss, validation, tokens / seconds()));
        }
    }

    @Override
    public void evaluated(EvaluationReport report) {
        validation = ", validation " + numbers("", report.values());
        evaluation = "step " + report.step() + ": validation " + numbers("", report.values()) + best(report.best());
        isBest = report.best();
    }

    private static String best(boolean is) {
        return is ? " (the best so far)" : "";
    }

    @Override
    public void epochEnded(EpochReport report) {
        evaluation = ""; // part of the line of the epoch
        say("epoch " + report.epoch() + ", step " + report.step() + ": " + numbers("", report.train())
                + (report.validation().isEmpty() ? "" : " - " + numbers("val_", report.validation()) + best(isBest))
                + String.format(Locale.ROOT, " - %.1f s, %.0f tokens/s", seconds(), tokens / seconds()));
    }

    @Override
    public void ended(TrainingResult result) {
        sayEvaluation();
        close();
        table(result.epochs());
    }

    private void table(List<EpochReport> epochs) {
        if (epochs.size() < 2) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(report -> {
            names.addAll(report.train().keySet());
            report.validation().keySet().forEach(name -> names.add("val_" + name));
        });
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("epoch"));
        head.addAll(names);
        rows.add(head);
        for (EpochReport report : epochs) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(report.epoch())));
            for (String name : names) {
                Double value = name.startsWith("val_")
                        ? report.validation().get(name.substring(4))
                        : report.train().get(name);
                row.add(value == null ? "" : number(value));
            }
            rows.add(row);
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                int column = c;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                line.append(" ".repeat(width - row.get(c).length() + (c == 0 ? 0 : 2)))
                        .append(row.get(c));
            }
            err.println(line);
        }
        err.flush();
    }

    private double seconds() {
        return Math.max(1e-9, (System.nanoTime() - began) / 1e9);
    }

    private static String numbers(String prefix, Map<String, Double> values) {
        List<String> words = new ArrayList<>();
        values.forEach((name, value) -> words.add(prefix + name + " " + number(value)));
        return String.join(", ", words);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void sayEvaluation() {
        if (!evaluation.isEmpty()) {
            say(evaluation);
            evaluation = "";
        }
    }

    private void say(String line) {
        err.println("attar: " + line);
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
