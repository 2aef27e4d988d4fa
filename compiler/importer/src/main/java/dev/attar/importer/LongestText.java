package dev.attar.importer;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import java.util.Optional;

/**
 * How long a text may be: the position table has one limit, the settings another.
 *
 * @param table longest sequence that the position table allows
 * @param asked what the caller asks for
 * @param sentence {@code max_seq_length} of a sentence encoder
 * @param tokenizer {@code model_max_length} of its tokenizer
 */
record LongestText(int table, Optional<Integer> asked, Optional<Integer> sentence, Optional<Integer> tokenizer) {

    /**
     * The context to cut the model to; empty where it keeps its own.
     *
     * @param sentences whether this is a sentence encoder: sentence-transformers cuts every text at the least of these limits
     * @throws ImportException when more is asked for than the table allows
     */
    Optional<Integer> cut(boolean sentences, ImportReport report) {
        if (asked.isPresent()) {
            int context = asked.get();
            if (context < 1 || context > table) {
                throw new ImportException(
                        "a context of " + context + " tokens was asked for; the model allows 1 to " + table);
            }
            report.add(
                    Kind.USED, "context", "The context is " + context + " tokens, as was asked for, of " + table + ".");
            return context < table ? asked : Optional.empty();
        }
        Optional<Integer> said = sentence.isPresent() ? sentence : tokenizer;
        String where = sentence.isPresent() ? "max_seq_length" : "tokenizer_config.json model_max_length";
        if (said.isEmpty() || said.get() >= table) {
            if (said.isPresent() && said.get() > table && sentence.isPresent()) {
                report.add(
                        Kind.NOT_USED,
                        where,
                        where + " is " + said.get() + ", and the position table ends after " + table + " tokens.");
            }
            return Optional.empty();
        }
        if (!sentences && sentence.isEmpty()) {
            report.add(
                    Kind.NOT_USED,
                    where,
                    where + " is " + said.get() + ", and the model allows " + table
                            + " tokens, which is the spec's context."
                            + " To cut texts where transformers does, give --context " + said.get() + ".");
            return Optional.empty();
        }
        report.add(
                Kind.USED,
                where,
                where + " is " + said.get() + ": the spec's context, instead of the " + table
                        + " tokens of the position table. For all of them, give --context " + table + ".");
        return said;
    }
}
