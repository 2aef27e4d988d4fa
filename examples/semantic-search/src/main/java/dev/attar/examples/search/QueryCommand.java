package dev.attar.examples.search;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "query", description = "Prints the passages that are nearest in meaning to each question.")
final class QueryCommand implements Callable<Integer> {
    private static final int SHOWN = 100;

    @Mixin
    private Places places;

    @Option(names = "-k", paramLabel = "N", defaultValue = "3", description = "Passages for each. ${DEFAULT-VALUE}.")
    private int count;

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "In your own words.")
    private List<String> questions;

    @Override
    public Integer call() {
        try (Encoder encoder = Encoder.load(places.model)) {
            Index index = IndexFile.read(places.index, encoder.fingerprint());
            for (String question : questions) {
                System.out.println(question);
                for (Index.Hit hit :
                        index.nearest(encoder.embed(List.of(question)).row(0), count)) {
                    Passage found = hit.passage();
                    System.out.printf(
                            Locale.ROOT,
                            "  %.2f  %s:%d  %s%n",
                            hit.cosine(),
                            found.source(),
                            found.line(),
                            beginning(found.text()));
                }
            }
        }
        return 0;
    }

    private static String beginning(String text) {
        int[] points = text.codePoints().limit(SHOWN).toArray();
        String shown = new String(points, 0, points.length);
        return shown.length() < text.length() ? shown + "…" : shown;
    }
}
