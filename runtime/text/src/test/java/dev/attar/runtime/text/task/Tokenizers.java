package dev.attar.runtime.text.task;

import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokenizers for tests. */
final class Tokenizers {
    private static final Map<String, Tokenizer> READ = new ConcurrentHashMap<>();

    private Tokenizers() {}

    /** 600 word pieces, lower case. */
    static Tokenizer wordPieces(int context) {
        return read("tokenizers/wordpiece-uncased.json", context);
    }

    /** RoBERTa's kind: bytes, {@code <mask>} takes the blank before it. */
    static Tokenizer bytes(int context) {
        return read("tokenizers/bytelevel-roberta.json", context);
    }

    /** That of all-MiniLM-L6-v2: BERT's vocabulary. */
    static Tokenizer bert(int context) {
        return read("all-minilm-l6-v2-tokenizer.json", context);
    }

    static byte[] resource(String name) {
        try (InputStream in = Tokenizers.class.getClassLoader().getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tokenizer read(String name, int context) {
        return READ.computeIfAbsent(name + " " + context, key -> Tokenizer.parse(name, resource(name), context));
    }
}
