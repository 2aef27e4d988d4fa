package dev.attar.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.attar.compiler.check.Probability;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * One JSON object a line: {@code {"ids":[…],"shape":[…],"values":[…]}}. Each float is in its shortest form that reads back
 * to the same bits, as {@link Float#toString} defines it. A value that JSON cannot write is refused, so NaN never appears.
 */
record JsonLines(PrintWriter out, Optional<Classes> classes, Optional<ResultReader> reader) implements ResultPrinter {
    /** For results that are no scores of classes. */
    JsonLines(PrintWriter out) {
        this(out, Optional.empty(), Optional.empty());
    }

    @Override
    public void print(ModelResult result) {
        StringBuilder line = new StringBuilder(64 + 12 * result.values().length);
        line.append("{\"ids\":[");
        append(line, result.ids());
        line.append("],\"shape\":[");
        append(line, result.shape());
        line.append("],\"values\":[");
        append(line, result, result.values());
        line.append(']');
        classes.ifPresent(known -> append(line, result, known));
        reader.flatMap(known -> known.of(result)).ifPresent(found -> line.append(ReadingJson.members(found)));
        out.append(line.append("}\n"));
        out.flush();
    }

    /** A line for each input, so that those of the others can be told apart. */
    @Override
    public void refused(RuntimeException why) {
        String first = why.getMessage().lines().findFirst().orElse("");
        out.append("{\"error\":" + TextNode.valueOf(first) + "}\n");
        out.flush();
    }

    private static void append(StringBuilder line, ModelResult result, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new Refusal(
                        "value " + i + " of the result for " + result.name() + " is " + values[i],
                        "the weights are too large for this input; try `attar verify` with them");
            }
            line.append(i == 0 ? "" : ",").append(values[i]);
        }
    }

    private static void append(StringBuilder line, ModelResult result, Classes classes) {
        if (!classes.names().isEmpty()) {
            line.append(",\"labels\":[");
            for (int i = 0; i < classes.names().size(); i++) {
                line.append(i == 0 ? "" : ",").append(TextNode.valueOf(classes.name(i)));
            }
            line.append(']');
        }
        if (classes.perSequence() && classes.probability() != Probability.NONE) {
            line.append(",\"probabilities\":[");
            append(line, result, classes.probabilities(result.values()));
            line.append(']');
        }
    }

    @Override
    public void end() {}

    private static void append(StringBuilder line, int[] values) {
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",").append(values[i]);
        }
    }
}
