package dev.attar.cli.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.runtime.train.EpochReport;
import dev.attar.runtime.train.EvaluationReport;
import dev.attar.runtime.train.Reports;
import dev.attar.runtime.train.StepReport;
import dev.attar.runtime.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;

/** One object a line, for programs. */
public record JsonOutput(PrintWriter out) implements TrainingListener {
    @Override
    public void step(StepReport report) {
        print(Reports.json(report));
    }

    @Override
    public void evaluated(EvaluationReport report) {
        print(Reports.json(report));
    }

    @Override
    public void epochEnded(EpochReport report) {
        print(Reports.json(report));
    }

    @Override
    public void checkpointWritten(long step, Path folder) {
        print(JsonNodeFactory.instance.objectNode().put("step", step).put("checkpoint", folder.toString()));
    }

    private void print(ObjectNode line) {
        out.println(line);
        out.flush();
    }
}
