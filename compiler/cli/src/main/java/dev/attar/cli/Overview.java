package dev.attar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a person wants to see them: the first values of each, and how near vectors are to each other. */
final class Overview implements ResultPrinter {
    private static final int SHOWN = 6;
    /** More vectors than this make no table for a screen. */
    private static final int LARGEST_TABLE = 20;

    private final PrintWriter out;
    private final List<ModelResult> vectors = new ArrayList<>();
    private int count;

    Overview(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(ModelResult result) {
        count++;
        out.printf("[%d] %s%n", count, shortened(result.name(), 100));
        int[] shape = result.shape();
        int columns = shape[shape.length - 1];
        int rows = shape.length == 1 ? 1 : shape[0];
        for (int row = 0; row < Math.min(rows, SHOWN); row++) {
            out.println("    " + (shape.length == 1 ? "" : result.ids()[row] + ": ") + row(result, row, columns));
        }
        if (rows > SHOWN) {
            out.printf("    … %d rows%n", rows);
        }
        out.flush();
        if (shape.length == 1 && vectors.size() <= LARGEST_TABLE) {
            vectors.add(result);
        }
    }

    @Override
    public void end() {
        if (vectors.size() < 2 || vectors.size() > LARGEST_TABLE) {
            return;
        }
        out.printf("%nsimilarity (cosine)%n     ");
        for (int i = 1; i <= vectors.size(); i++) {
            out.printf("%7s", "[" + i + "]");
        }
        out.println();
        for (int i = 0; i < vectors.size(); i++) {
            out.printf("%5s", "[" + (i + 1) + "]");
            for (ModelResult other : vectors) {
                out.printf(Locale.ROOT, "%7.3f", vectors.get(i).similarity(other));
            }
            out.println("  " + shortened(vectors.get(i).name(), 50));
        }
        out.flush();
    }

    private static String row(ModelResult result, int row, int columns) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < Math.min(columns, SHOWN); c++) {
            text.append(String.format(Locale.ROOT, "%s%.6f", c == 0 ? "" : " ", result.values()[row * columns + c]));
        }
        return columns > SHOWN ? text + " … (" + columns + " values)" : text.toString();
    }

    private static String shortened(String text, int length) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
    }
}
