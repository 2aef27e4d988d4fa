package dev.attar.runtime.train.data;

import java.nio.file.Path;
import java.util.Locale;

/** How a file of training data is written. */
public enum RowFormat {
    /** One JSON object a line. */
    JSON_LINES,
    /** Values between commas, quoted as RFC 4180 says; the first record names the columns. */
    CSV,
    /** Values between tabs, not quoted; the first line names the columns. */
    TSV,
    /** A token a line, its label in the last column; blank lines between sentences. */
    CONLL;

    /**
     * What the ending of a name says.
     *
     * @throws DataException when it says nothing
     */
    public static RowFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "jsonl", "ndjson", "json" -> JSON_LINES;
            case "csv" -> CSV;
            case "tsv", "tab" -> TSV;
            case "conll", "conllu", "iob", "iob2", "bio" -> CONLL;
            default ->
                throw new DataException(
                        file.toString(),
                        "the ending of the name does not say how the data is written",
                        "call it .jsonl, .csv, .tsv or .conll");
        };
    }
}
