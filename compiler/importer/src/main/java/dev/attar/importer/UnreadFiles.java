package dev.attar.importer;

import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ModelFolder;
import java.util.List;

/** Names the files of a folder that took no part in the import. */
final class UnreadFiles {
    private UnreadFiles() {}

    static void report(ModelFolder folder, ImportReport report) {
        List<String> files = folder.unread().stream()
                .filter(name -> !name.startsWith(".") && !name.matches("(?i)(readme|license).*"))
                .toList();
        report.notUsed("files", "these files of the folder are not read", files);
    }
}
