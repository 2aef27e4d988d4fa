package dev.attar.cli;

import java.io.PrintWriter;

/**
 * One JSON object a line: {@code {"ids":[…],"shape":[…],"values":[…]}}. Each float is in its shortest form that reads back
 * to the same bits, as {@link Float#toString} defines it. A value that JSON cannot write is refused, so NaN never appears.
 */
record JsonLines(PrintWriter out) implements ResultPrinter {
    @Override
    public void print(ModelResult result) {
        StringBuilder line = new StringBuilder(64 + 12 * result.values().length);
        line.append("{\"ids\":[");
        append(line, result.ids());
        line.append("],\"shape\":[");
        append(line, result.shape());
        line.append("],\"values\":[");
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new Refusal(
                        "value " + i + " of the result for " + result.name() + " is " + values[i],
                        "the weights are too large for this input; try `attar verify` with them");
            }
            line.append(i == 0 ? "" : ",").append(values[i]);
        }
        out.append(line.append("]}\n"));
        out.flush();
    }

    @Override
    public void end() {}

    private static void append(StringBuilder line, int[] values) {
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",").append(values[i]);
        }
    }
}
