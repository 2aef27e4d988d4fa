package dev.attar.runtime.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.runtime.train.report.HistoryFile;

/** What happens as JSON: the lines of {@code history.jsonl}, and of {@code attar train --json}. */
public final class Reports {
    private Reports() {}

    /** {@code {"step":1,"loss":…,"gradient_norm":…,"rate":…,"tokens":…}}. */
    public static ObjectNode json(StepReport report) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("step", report.step());
        HistoryFile.put(line, "loss", report.loss());
        HistoryFile.put(line, "gradient_norm", report.gradientNorm());
        line.put("rate", report.rate()).put("tokens", report.tokens());
        if (report.skipped()) {
            line.put("skipped", true);
        }
        return line;
    }

    /** {@code {"step":…,"epoch":…,"validation":{"loss":…,…},"best":true}}. */
    public static ObjectNode json(EvaluationReport report) {
        ObjectNode line =
                JsonNodeFactory.instance.objectNode().put("step", report.step()).put("epoch", report.epoch());
        line.set("validation", HistoryFile.numbers(report.values()));
        return line.put("best", report.best());
    }

    /** {@code {"epoch":1,"step":…,"train":{"loss":…,…},"validation":{…}}}. */
    public static ObjectNode json(EpochReport report) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("epoch", report.epoch())
                .put("step", report.step());
        line.set("train", HistoryFile.numbers(report.train()));
        if (!report.validation().isEmpty()) {
            line.set("validation", HistoryFile.numbers(report.validation()));
        }
        return line;
    }
}
