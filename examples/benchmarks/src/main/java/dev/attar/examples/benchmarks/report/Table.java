package dev.attar.examples.benchmarks.report;

import java.util.Collections;
import java.util.List;

/** A table in Markdown, numbers to the right. */
final class Table {
    private final StringBuilder text = new StringBuilder();
    private final int columns;
    private boolean empty = true;

    Table(String... titles) {
        columns = titles.length;
        line(List.of(titles));
        line(Collections.nCopies(columns, "--:"));
    }

    void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        empty = false;
        line(List.of(cells));
    }

    /** The table under a heading, with what is to be said before it; nothing at all when it has no rows. */
    String under(String heading, String... before) {
        return empty ? "" : "### " + heading + "\n\n" + String.join("", before) + text + "\n";
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
