package dev.attar.examples.search;

import dev.attar.examples.search.model.MiniLmL6;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** Text to vectors: a tokenizer, and the class generated from {@code MiniLmL6.attar}. */
final class Encoder implements AutoCloseable {
    private final MiniLmL6 model;
    private final Tokenizer tokenizer;

    private Encoder(MiniLmL6 model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** @param folder with {@code MiniLmL6.safetensors} and {@code tokenizer.json}, as {@code attar import} writes them */
    static Encoder load(Path folder) {
        MiniLmL6 model = MiniLmL6.load(folder.resolve("MiniLmL6.safetensors"));
        try {
            return new Encoder(model, Tokenizer.load(folder.resolve("tokenizer.json"), model.context()));
        } catch (RuntimeException refused) {
            model.close();
            throw refused;
        }
    }

    /** A row for each text, of length 1: the dot product of two rows is the cosine between them. */
    Matrix embed(List<String> texts) {
        List<int[]> ids = texts.stream()
                .map(text ->
                        tokenizer.encode(text, LongInput.TRUNCATE).getFirst().ids())
                .toList();
        return model.embed(Batch.of(ids));
    }

    /** Waits, some seconds, until calls are as fast as they will be: for who has more than a few of them to make. */
    void warmUp() {
        model.warmUp();
    }

    /**
     * What this model makes of one sentence. Another model, other weights or another tokenizer make something else of it; and
     * these make the same of it, to the bit, on every machine.
     */
    float[] fingerprint() {
        return embed(List.of("Who are you? said the Caterpillar.")).values();
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
