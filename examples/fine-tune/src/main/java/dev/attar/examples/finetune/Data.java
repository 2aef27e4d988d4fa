package dev.attar.examples.finetune;

import dev.attar.examples.glosses.Gloss;
import dev.attar.examples.glosses.Glosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Definitions and their categories, for {@code attar train}.
 *
 * @param training so many of each category
 * @param test others, each category as often as it is
 */
record Data(List<Gloss> training, List<Gloss> test) {
    private static final long SEED = 45;

    /** Of all categories, or of some. */
    static Data draw(Collection<String> categories, int ofEach, int test) {
        List<Gloss> learned = new ArrayList<>();
        List<Gloss> asked = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Gloss gloss : Glosses.shuffled(SEED)) {
            if (!categories.contains(gloss.category())) {
                continue;
            }
            if (counts.merge(gloss.category(), 1, Integer::sum) <= ofEach) {
                learned.add(gloss);
            } else if (asked.size() < test) {
                asked.add(gloss);
            }
        }
        return new Data(learned, asked);
    }

    /** The accuracy of who always says the category that is most frequent in the test. */
    double commonest() {
        Map<String, Long> counts = test.stream().collect(Collectors.groupingBy(Gloss::category, Collectors.counting()));
        return (double) counts.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                / test.size();
    }

    /** Writes {@code train.jsonl} and {@code test.jsonl}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("train.jsonl"), rows(training));
        Files.writeString(folder.resolve("test.jsonl"), rows(test));
    }

    private static String rows(List<Gloss> glosses) {
        return glosses.stream()
                .map(gloss -> "{\"text\":\"%s\",\"label\":\"%s\"}%n"
                        .formatted(gloss.definition().replace("\\", "\\\\").replace("\"", "\\\""), gloss.category()))
                .collect(Collectors.joining());
    }
}
