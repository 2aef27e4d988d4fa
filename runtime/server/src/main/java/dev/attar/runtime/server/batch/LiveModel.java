package dev.attar.runtime.server.batch;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.server.model.ServerLimits;
import java.util.Optional;
import java.util.function.Function;

/** A model while it is served: its places for requests, and the threads that compute. */
public final class LiveModel implements AutoCloseable {
    private final ServedModel served;
    private final ModelQueue queue;
    private final Optional<RaggedBatches> batches;
    private final Optional<GeneratedTexts> texts;

    public LiveModel(ServedModel served, ServerLimits limits, BatchWatch watch) {
        this.served = served;
        this.queue = new ModelQueue(served.name(), limits.requests());
        String name = served.name();
        switch (served.task()) {
            case ServedTask.Embeds task -> {
                batches = Optional.of(batches(name, task.model()::unnormalized, false, limits, watch));
                texts = Optional.empty();
            }
            case ServedTask.Classifies task -> {
                batches = Optional.of(batches(name, task.model()::of, false, limits, watch));
                texts = Optional.empty();
            }
            case ServedTask.Tags task -> {
                batches = Optional.of(batches(name, task.model()::of, true, limits, watch));
                texts = Optional.empty();
            }
            case ServedTask.Generates task -> {
                batches = Optional.empty();
                texts = Optional.of(new GeneratedTexts(name, task.model(), served.tokenizer()));
            }
            case ServedTask.Translates task -> {
                batches = Optional.empty();
                texts = Optional.of(new GeneratedTexts(name, task.model(), task.target()));
            }
        }
    }

    private static RaggedBatches batches(
            String name, Function<Batch, Matrix> model, boolean perToken, ServerLimits limits, BatchWatch watch) {
        return new RaggedBatches(name, model, perToken, limits.batchTokens(), watch);
    }

    public ServedModel served() {
        return served;
    }

    public ModelQueue queue() {
        return queue;
    }

    /** Requests whose sequences wait for the next batch; of a decoder 0. */
    public int waiting() {
        return batches.map(RaggedBatches::waiting).orElse(0);
    }

    /** What an encoder computes for a caller, in batches with what others want. */
    public Matrix run(Batch batch, Caller caller) {
        return batches.orElseThrow().run(batch, caller);
    }

    /** The texts of a decoder. */
    public GeneratedTexts texts() {
        return texts.orElseThrow();
    }

    /** The model of an {@code embed} head for one caller, whose batches join those of others. */
    public Embedder embedder(ServedTask.Embeds task, Caller caller) {
        return new SharedEmbedder(task.model(), batch -> run(batch, caller));
    }

    /** Ends the threads, then lets go of the model. */
    @Override
    public void close() {
        batches.ifPresent(RaggedBatches::close);
        texts.ifPresent(GeneratedTexts::close);
        served.resource().run();
    }
}
