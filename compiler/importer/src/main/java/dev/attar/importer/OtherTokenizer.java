package dev.attar.importer;

import dev.attar.importer.source.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees that no model finds another one's tokenizer beside it: both would have files of the same names. */
final class OtherTokenizer {
    static final String NAME = "tokenizer.json";

    private OtherTokenizer() {}

    /**
     * @param folder what will be written to
     * @param tokenizer the files of the model's own; empty: it has none
     * @throws ImportException when the folder has a tokenizer that is not the model's, and one of the two would be used wrongly
     */
    static void check(Path folder, String model, Map<String, byte[]> tokenizer) {
        Path there = folder.resolve(NAME);
        if (Files.exists(there) && !tokenizer.containsKey(NAME)) {
            throw new ImportException(
                    there + " belongs to another model, and this one comes without such a file: its texts"
                            + " would be read by the wrong one. Write to another folder, or remove the file");
        }
        tokenizer.forEach((name, content) -> check(folder, model, folder.resolve(name), content));
    }

    private static void check(Path folder, String model, Path file, byte[] content) {
        List<String> others = Files.exists(file) ? otherModels(folder, model) : List.of();
        if (!others.isEmpty() && !same(file, content)) {
            throw new ImportException(file + " is used by " + String.join(", ", others)
                    + " and differs from the tokenizer of this model; write to another folder");
        }
    }

    private static boolean same(Path file, byte[] content) {
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException e) {
            throw new ImportException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> otherModels(Path folder, String model) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".attar") && !name.equals(model + ".attar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ImportException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
