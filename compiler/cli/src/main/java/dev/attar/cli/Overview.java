package dev.attar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results as a person wants to see them: the first values of each, and how near vectors are to each other. */
final class Overview implements ResultPrinter {
    private static final int SHOWN = 6;
    private static final int SHOWN_TOKENS = 64;
    /** More vectors than this make no table for a screen. */
    private static final int LARGEST_TABLE = 20;

    private final PrintWriter out;
    private final Optional<Classes> classes;
    private final Optional<ResultReader> reader;
    private final List<ModelResult> vectors = new ArrayList<>();
    private int count;

    /** For results that are no scores of classes. */
    Overview(PrintWriter out) {
        this(out, Optional.empty(), Optional.empty());
    }

    Overview(PrintWriter out, Optional<Classes> classes, Optional<ResultReader> reader) {
        this.out = out;
        this.classes = classes;
        this.reader = reader;
    }

    @Override
    public void print(ModelResult result) {
        count++;
        out.printf("[%d] %s%n", count, shortened(result.name(), 100));
        Optional<Reading> found = reader.flatMap(known -> known.of(result));
        if (found.isPresent()) {
            ReadingLines.of(found.get()).forEach(line -> out.println("    " + line));
            out.flush();
            return;
        }
        int[] shape = result.shape();
        int columns = shape[shape.length - 1];
        int rows = shape.length == 1 ? 1 : shape[0];
        if (classes.isPresent()) {
            print(result, classes.get(), rows, columns);
            return;
        }
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

    /** The most probable classes of a text, or the first of each token. */
    private void print(ModelResult result, Classes known, int rows, int columns) {
        for (int row = 0; row < Math.min(rows, known.perSequence() ? 1 : SHOWN_TOKENS); row++) {
            float[] all = known.probabilities(Arrays.copyOfRange(result.values(), row * columns, (row + 1) * columns));
            List<Integer> order = IntStream.range(0, columns)
                    .boxed()
                    .sorted(Comparator.comparing(i -> -all[i]))
                    .limit(known.perSequence() ? SHOWN : 1)
                    .toList();
            for (int best : order) {
                String token = known.perSequence() ? "" : result.ids()[row] + ": ";
                out.printf(Locale.ROOT, "    %s%s  %.4f%n", token, known.name(best), all[best]);
            }
        }
        int more = known.perSequence() ? columns - SHOWN : rows - SHOWN_TOKENS;
        if (more > 0) {
            out.printf("    … %d more%n", more);
        }
        out.flush();
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

    static String shortened(String text, int length) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
    }
}
