package dev.attar.examples.benchmarks;

import dev.attar.examples.similarity.model.MiniLmL6;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.nio.file.Path;
import java.util.List;

/** The generated class. */
final class Attar implements Engine {
    private final MiniLmL6 model;

    Attar(Path folder, int threads) {
        try (Weights weights = Weights.open(folder.resolve("MiniLmL6.safetensors"))) {
            model = MiniLmL6.load(weights, Options.defaults().withThreads(threads));
        }
    }

    @Override
    public Call prepare(List<int[]> sequences) {
        Batch batch = Batch.of(sequences);
        return new Call() {
            @Override
            public float run() {
                return model.hidden(batch).at(0, 0);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        model.close();
    }
}
