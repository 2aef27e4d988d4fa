package dev.attar.examples.similarity;

import dev.attar.examples.similarity.model.MiniLmL6;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** The sentence encoder all-MiniLM-L6-v2: its tokenizer, and the code generated for it. */
final class Encoder implements AutoCloseable {
    private static final int CONTEXT = 512; // as the spec says

    private final Tokenizer tokenizer;
    private final MiniLmL6 model;

    private Encoder(Tokenizer tokenizer, MiniLmL6 model) {
        this.tokenizer = tokenizer;
        this.model = model;
    }

    /** @param folder with {@code MiniLmL6.safetensors} and {@code tokenizer.json}, as {@code attar import} writes them */
    static Encoder load(Path folder) {
        Tokenizer tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"), CONTEXT);
        try {
            return new Encoder(tokenizer, MiniLmL6.load(folder.resolve("MiniLmL6.safetensors")));
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    /** A row of 384 numbers for each sentence, of length 1: the dot product of two rows is the cosine between them. */
    Matrix embed(List<String> sentences) {
        List<int[]> ids = sentences.stream()
                .map(sentence -> tokenizer.encode(sentence).ids())
                .toList();
        return model.embed(Batch.of(ids));
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
