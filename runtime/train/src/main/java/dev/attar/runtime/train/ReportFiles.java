package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.checkpoint.TextFile;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.train.report.EventFile;
import dev.attar.runtime.train.report.HistoryFile;
import dev.attar.runtime.train.report.HtmlReport;
import dev.attar.runtime.training.Parameter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The files for people: event files while it trains, the report at the end. */
final class ReportFiles implements AutoCloseable {
    private final RunFolder where;
    private final Optional<EventFile> events;
    private final long began = System.nanoTime();

    private ReportFiles(RunFolder where, Optional<EventFile> events) {
        this.where = where;
        this.events = events;
    }

    /** @param step where the run goes on */
    static ReportFiles of(RunFolder where, FitSettings settings, long step) {
        return new ReportFiles(
                where,
                settings.tensorBoard()
                        ? Optional.of(EventFile.create(where.folder().resolve("tensorboard"), step))
                        : Optional.empty());
    }

    void step(StepReport report) {
        events.ifPresent(file -> {
            file.scalar(report.step(), "train/loss", report.loss());
            file.scalar(report.step(), "train/gradient_norm", report.gradientNorm());
            file.scalar(report.step(), "train/rate", report.rate());
        });
    }

    void evaluated(EvaluationReport report) {
        events.ifPresent(file ->
                report.values().forEach((name, value) -> file.scalar(report.step(), "validation/" + name, value)));
    }

    /** Writes {@code report.html}. */
    void write(TrainableModel model, Map<String, String> settings, Task task, TrainingResult result, long steps) {
        Map<String, String> summary = new LinkedHashMap<>();
        long all = 0;
        long trained = 0;
        for (Parameter parameter : model.parameters()) {
            all += parameter.elements();
            trained += parameter.trained() ? parameter.elements() : 0;
        }
        summary.put(
                "steps",
                result.steps() + " of " + steps
                        + switch (result.end()) {
                            case DONE -> "";
                            case EARLY -> ", ended early: the metric that was watched got no better";
                            case STOPPED -> ", stopped; a checkpoint was written";
                        });
        summary.put("parameters", String.format(Locale.ROOT, "%,d, of which %,d learned", all, trained));
        summary.put("tokens", String.format(Locale.ROOT, "%,d", result.tokens()));
        summary.put("time", String.format(Locale.ROOT, "%.1f s since it was started last", seconds()));
        result.best()
                .ifPresent(best -> summary.put(
                        "best evaluation", "step " + best.step() + ": " + HtmlReport.sentence(best.values())));
        result.weights()
                .ifPresent(file -> summary.put("weights", file.getFileName().toString()));
        HtmlReport report = new HtmlReport(
                where.name(), summary, settings, HistoryFile.read(where.history()), result.confusion(), task::label);
        TextFile.write(where.report(), report.page());
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        events.ifPresent(EventFile::close);
    }
}
