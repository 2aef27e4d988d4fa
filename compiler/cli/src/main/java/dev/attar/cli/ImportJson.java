package dev.attar.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Settings;
import java.nio.file.Path;
import java.util.Locale;

/** What {@code attar import --json} prints: the files that were written, and the report with every setting that was read. */
final class ImportJson {
    private final ObjectNode line = JsonNodeFactory.instance.objectNode();

    /** Adds a file that was written. */
    ImportJson file(String what, Path path) {
        line.put(what, path.toString());
        return this;
    }

    /** Adds a report. */
    ImportJson report(ImportReport report) {
        ArrayNode notes = line.putArray("report");
        for (ImportReport.Line note : report.lines()) {
            notes.addObject()
                    .put("kind", note.kind().name().toLowerCase(Locale.ROOT))
                    .put("about", note.about())
                    .put("text", note.text());
        }
        ArrayNode files = line.putArray("settings");
        for (Settings settings : report.settings()) {
            ObjectNode file = files.addObject().put("file", settings.file());
            ObjectNode used = file.putObject("used");
            settings.used().forEach(used::set);
            ArrayNode idle = file.putArray("without_effect");
            settings.withoutEffect().forEach(idle::add);
            ObjectNode unknown = file.putObject("unknown");
            settings.unknown().forEach(unknown::set);
        }
        return this;
    }

    /** One line. */
    @Override
    public String toString() {
        return line.toString();
    }
}
