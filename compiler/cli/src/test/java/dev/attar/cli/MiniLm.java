package dev.attar.cli;

import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The tokenizer of all-MiniLM-L6-v2. */
final class MiniLm {
    private MiniLm() {}

    static byte[] tokenizerJson() {
        try (InputStream in = MiniLm.class.getClassLoader().getResourceAsStream("all-minilm-l6-v2-tokenizer.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Tokenizer tokenizer(int context) {
        return Tokenizer.parse("tokenizer.json", tokenizerJson(), context);
    }
}
