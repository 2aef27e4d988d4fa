package dev.attar.importer.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a person should know about an import: what was found, what each setting became, what was not used and why. */
public final class ImportReport {
    private static final int NAMED = 30;

    /** What a line is about. */
    public enum Kind {
        /** What the source is. */
        FOUND,
        /** A setting that was used, where that is worth a line. */
        USED,
        /** What the source does not say and was chosen. */
        ASSUMED,
        /** What was left out, since it changes nothing or was overruled. */
        NOT_USED,
        /** What may give other numbers than the original. */
        WARNING
    }

    /**
     * One thing to know.
     *
     * @param about the file, setting or part
     */
    public record Line(Kind kind, String about, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Settings> settings = new ArrayList<>();

    /** Nothing is reported yet. */
    public ImportReport() {}

    public void add(Kind kind, String about, String text) {
        lines.add(new Line(kind, about, text));
    }

    /** Adds the settings of a file. Those that are not known become a line each. */
    public void add(Settings file) {
        settings.add(file);
    }

    /** Names things that were left out, the first of them in the line for people. */
    public void notUsed(String about, String why, List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - NAMED;
            add(
                    Kind.NOT_USED,
                    about,
                    "Not imported, because " + why + ": "
                            + names.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (more > 0 ? " and " + more + " more." : "."));
        }
    }

    /** Every line, those about unknown settings last. */
    public List<Line> lines() {
        List<Line> all = new ArrayList<>(lines);
        for (Settings file : settings) {
            file.unknown()
                    .forEach((key, value) -> all.add(new Line(
                            Kind.WARNING,
                            file.file() + " " + key,
                            file.file() + ": the setting '" + key + "' is not known and not used; it is "
                                    + Settings.shortened(value.toString()))));
        }
        return List.copyOf(all);
    }

    /** The settings of every file that was read. */
    public List<Settings> settings() {
        return List.copyOf(settings);
    }
}
