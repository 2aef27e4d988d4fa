package dev.attar.examples.benchmarks.measure;

import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The sentences of {@code sentences.txt} as MiniLM's own tokenizer reads them. */
final class MixedSentences {
    private MixedSentences() {}

    /** One sentence a line; lines with a # say where the next ones are from. */
    static List<String> texts() throws IOException {
        try (InputStream in = MixedSentences.class.getResourceAsStream("sentences.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    static List<int[]> ids() throws IOException {
        Path file = Path.of(System.getProperty("model")).resolve("tokenizer.json");
        try (Tokenizer tokenizer = Tokenizer.load(file, 512)) {
            return texts().stream().map(text -> tokenizer.encode(text).ids()).toList();
        }
    }
}
