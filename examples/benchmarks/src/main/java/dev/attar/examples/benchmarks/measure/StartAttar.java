package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.similarity.model.MiniLmL6;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.nio.file.Path;

/** Loads MiniLM, prints one embedding, ends. Argument: threads. */
public final class StartAttar {
    private StartAttar() {}

    public static void main(String[] arguments) {
        Options options = Options.defaults().withThreads(Integer.parseInt(arguments[0]));
        Path file = Path.of(System.getProperty("model"), "MiniLmL6.safetensors");
        try (Weights weights = Weights.open(file);
                MiniLmL6 model = MiniLmL6.load(weights, options)) {
            FirstEmbedding.print(model.embed(FirstEmbedding.IDS));
        }
    }
}
