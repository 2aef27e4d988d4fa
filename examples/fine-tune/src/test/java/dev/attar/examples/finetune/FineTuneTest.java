package dev.attar.examples.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.glosses.Gloss;
import dev.attar.examples.glosses.Glosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuneTest {
    @TempDir
    private Path folder;

    @Test
    void eachCategoryHasItsExamplesAndTheTestHasOthers() {
        Data data = Data.draw(Glosses.CATEGORIES, 20, 2000);
        assertEquals(45 * 20, data.training().size());
        data.training().stream()
                .collect(Collectors.groupingBy(Gloss::category, Collectors.counting()))
                .forEach((category, count) -> assertEquals(20, count, category));
        assertEquals(2000, data.test().size());
        Set<Gloss> both = new HashSet<>(data.training());
        both.retainAll(new HashSet<>(data.test()));
        assertTrue(both.isEmpty(), both::toString);
    }

    /** The example in a small form: four categories, the encoder frozen, two epochs. */
    @Test
    void aFrozenEncoderWithANewHeadTellsAFewCategories() throws IOException, InterruptedException {
        Data data = Data.draw(List.of("noun.animal", "noun.food", "noun.person", "verb.motion"), 12, 24);
        data.write(folder);
        Path model = Path.of(System.getProperty("model"));
        List<String> options = new ArrayList<>(List.of(
                "train",
                "Categories.attar",
                "--weights",
                model.resolve("MiniLmL6.safetensors").toString(),
                "--tokenizer",
                model.resolve("tokenizer.json").toString(),
                "--data",
                folder.resolve("train.jsonl").toString(),
                "--validation",
                folder.resolve("test.jsonl").toString(),
                "--batch-sequences",
                "8",
                "-o",
                folder.resolve("run").toString()));
        options.addAll(Way.ALL.getFirst().options());
        options.addAll(List.of("--epochs", "2", "--evaluate-every", "1000"));
        Training done = Training.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.attar.cli.Main"),
                options,
                folder.resolve("log"));
        assertTrue(done.accuracy() > 0.6, () -> read(folder.resolve("log")));
        assertTrue(done.memory() == 0 || done.memory() > 90 << 20, () -> "at least the weights: " + done.memory());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
