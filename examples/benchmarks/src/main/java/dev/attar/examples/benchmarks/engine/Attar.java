package dev.attar.examples.benchmarks.engine;

import dev.attar.examples.benchmarks.engine.Hidden.Place;
import dev.attar.examples.benchmarks.generated.BertBase;
import dev.attar.examples.benchmarks.generated.MiniLmLong;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.examples.similarity.model.MiniLmL6;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A generated class, its vectors compiled. */
public final class Attar implements Engine {
    private final AutoCloseable model;
    private final Function<Batch, Matrix> hidden;

    private Attar(AutoCloseable model, Function<Batch, Matrix> hidden) {
        this.model = model;
        this.hidden = hidden;
    }

    /** @param weights a safetensors file */
    public static Attar open(EncoderShape shape, Path weights, int threads) {
        Options options = Options.defaults().withThreads(threads);
        try (Weights opened = Weights.open(weights)) {
            return switch (shape.name()) {
                case "MiniLmL6" -> {
                    MiniLmL6 model = MiniLmL6.load(opened, options);
                    model.warmUp();
                    yield new Attar(model, model::hidden);
                }
                case "MiniLmLong" -> {
                    MiniLmLong model = MiniLmLong.load(opened, options);
                    model.warmUp();
                    yield new Attar(model, model::hidden);
                }
                case "BertBase" -> {
                    BertBase model = BertBase.load(opened, options);
                    model.warmUp();
                    yield new Attar(model, model::hidden);
                }
                default -> throw new IllegalArgumentException("no class was generated for " + shape);
            };
        }
    }

    /** MiniLM as it was generated for weights of 2 bytes. */
    public static Attar openBfloat16(Path weights, int threads) {
        try (Weights opened = Weights.open(weights)) {
            var model = dev.attar.examples.benchmarks.generated.bf16.MiniLmL6.load(
                    opened, Options.defaults().withThreads(threads));
            model.warmUp();
            return new Attar(model, model::hidden);
        }
    }

    @Override
    public EngineName name() {
        return EngineName.ATTAR;
    }

    @Override
    public Call prepare(List<int[]> sequences) {
        Batch batch = Batch.of(sequences);
        Place[] places = new Place[batch.sequences()];
        return new Call() {
            @Override
            public Hidden run() {
                Matrix rows = hidden.apply(batch);
                for (int i = 0; i < places.length; i++) {
                    places[i] = new Place(0, batch.start(i) * rows.columns());
                }
                return new Hidden(new float[][] {rows.values()}, places);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        try {
            model.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the model did not close", e);
        }
    }
}
