package dev.attar.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The file of results: the newest report whole, one line for each earlier one. */
public final class ResultsFile {
    private static final String HEAD = """
        # Results

        Written by `examples/benchmarks/run`; what is measured, and how, is in [README.md](README.md). A speed-up is the other
        engine's time over Attar's: above 1, Attar is faster. Every ratio is the median of the JVMs' own ratios.

        ![Speed-up over the other engines](speedup.svg)

        """;
    private static final String SHORT = "In short, ";
    private static final String EARLIER = "## Earlier";

    private ResultsFile() {}

    /** Puts the report in place of the one before, of which one line stays; of the same code on the same day none does. */
    public static void write(Path file, Report report) throws IOException {
        List<String> old = Files.exists(file) ? Files.readAllLines(file) : List.of();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text(old, report));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static String text(List<String> old, Report report) {
        String inShort = report.inShort();
        String same = report.about().date() + ", code " + report.about().code();
        Stream<String> replaced =
                old.stream().filter(line -> line.startsWith(SHORT)).map(line -> "- " + line.substring(SHORT.length()));
        Stream<String> earlier =
                old.stream().dropWhile(line -> !line.equals(EARLIER)).filter(line -> line.startsWith("- "));
        List<String> all = Stream.concat(replaced, earlier)
                .filter(line -> !line.startsWith("- " + same))
                .distinct()
                .toList();
        String text = HEAD + report.text() + SHORT + inShort + "\n";
        return all.isEmpty() ? text : text + "\n" + EARLIER + "\n\n" + String.join("\n", all) + "\n";
    }
}
