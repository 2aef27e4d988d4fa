package dev.attar.compiler.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Diagnostics as text for people:
 * <pre>
 * error[E0204]: 10 heads do not divide a width of 768
 *   tiny-bert.attar:4:11
 * 3 |     width 768
 *   |           --- width given here
 * 4 |     heads 10
 *   |           ^^ leaves 8 channels over
 * hint: nearest divisors: 8, 12, 16; or choose a width such as 770
 * </pre>
 */
final class DiagnosticPrinter {
    private final Source source;

    DiagnosticPrinter(Source source) {
        this.source = source;
    }

    String print(Problems problems) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : problems.kept()) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            print(diagnostic, out);
        }
        if (problems.dropped() > 0) {
            out.append("\nand ").append(problems.dropped()).append(" more\n");
        }
        return out.toString();
    }

    private void print(Diagnostic diagnostic, StringBuilder out) {
        out.append(diagnostic.code().isWarning() ? "warning[" : "error[");
        out.append(diagnostic.code().id()).append("]: ");
        out.append(diagnostic.message()).append('\n');
        Span at = diagnostic.at();
        out.append("  ").append(source.name());
        if (!at.isWholeFile()) {
            out.append(':').append(source.line(at.start()));
            out.append(':').append(source.column(at.start()));
        }
        out.append('\n');
        if (!at.isWholeFile()) {
            printLines(diagnostic, out);
        }
        diagnostic.hint().ifPresent(hint -> out.append("hint: ").append(hint).append('\n'));
    }

    private void printLines(Diagnostic diagnostic, StringBuilder out) {
        Map<Integer, List<Label>> byLine = labelsByLine(diagnostic);
        int last = byLine.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        String margin = " ".repeat(Integer.toString(last).length());
        int previous = 0;
        for (Map.Entry<Integer, List<Label>> entry : byLine.entrySet()) {
            int line = entry.getKey();
            if (previous != 0 && line > previous + 1) {
                out.append(margin).append(" :\n");
            }
            previous = line;
            List<Label> labels = entry.getValue();
            boolean own = line == source.line(diagnostic.at().start());
            Excerpt excerpt = new Excerpt(
                    source, line, own ? diagnostic.at() : labels.getFirst().at());
            String number = Integer.toString(line);
            out.append(margin, number.length(), margin.length()).append(number);
            appendStripped(out, " | " + excerpt.text());
            for (Label label : labels) {
                char mark = label.at().equals(diagnostic.at()) ? '^' : '-';
                appendStripped(out, margin + " | " + excerpt.marks(label.at(), mark) + " " + label.text());
            }
        }
    }

    /** Lines from the top; on a line, labels from the left. */
    private Map<Integer, List<Label>> labelsByLine(Diagnostic diagnostic) {
        List<Label> labels = new ArrayList<>(diagnostic.labels());
        if (labels.stream().noneMatch(label -> label.at().equals(diagnostic.at()))) {
            labels.add(new Label(diagnostic.at(), ""));
        }
        labels.sort(Comparator.comparing(Label::at));
        Map<Integer, List<Label>> byLine = new LinkedHashMap<>();
        for (Label label : labels) {
            int line = source.line(label.at().start());
            byLine.computeIfAbsent(line, key -> new ArrayList<>()).add(label);
        }
        return byLine;
    }

    private static void appendStripped(StringBuilder out, String line) {
        out.append(line.stripTrailing()).append('\n');
    }
}
