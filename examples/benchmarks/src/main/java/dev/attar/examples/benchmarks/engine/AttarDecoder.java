package dev.attar.examples.benchmarks.engine;

import dev.attar.examples.benchmarks.model.DecoderShape;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.kernel.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A generated decoder. The classes of large models come with the profile {@code rivals}, so that the ordinary build has none to
 * compile; hence they are found by name.
 */
public final class AttarDecoder implements DecoderEngine {
    private static final String GENERATED = "dev.attar.examples.benchmarks.generated.";

    private final AutoCloseable model;
    private final LanguageModel decoder;

    private AttarDecoder(AutoCloseable model) throws ReflectiveOperationException {
        this.model = model;
        this.decoder = (LanguageModel) model.getClass().getMethod("decoder").invoke(model);
    }

    /**
     * @param element what the weights of products are stored as: {@code fp32}, {@code bf16}, {@code int8}
     * @param weights a safetensors file, or a packed one
     */
    public static AttarDecoder open(DecoderShape shape, String element, Path weights, int threads)
            throws ReflectiveOperationException {
        try (Weights opened = Weights.open(weights)) {
            Class<?> type = type(shape, element);
            return new AttarDecoder((AutoCloseable) type.getMethod("load", Weights.class, Options.class)
                    .invoke(null, opened, Options.defaults().withThreads(threads)));
        }
    }

    /** The code of a model for one width. */
    public static Program program(DecoderShape shape, String element, Width width) throws ReflectiveOperationException {
        return (Program) type(shape, element).getMethod("program", Width.class).invoke(null, width);
    }

    private static Class<?> type(DecoderShape shape, String element) {
        String name = GENERATED + (element.equals("fp32") ? "" : element + ".") + shape.name();
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException none) {
            throw new IllegalStateException(
                    "there is no class " + name + ": start it with the script run, which builds with -Privals", none);
        }
    }

    /** Blocks until vectors are compiled. */
    public void warmUp() throws ReflectiveOperationException {
        model.getClass().getMethod("warmUp").invoke(model);
    }

    @Override
    public EngineName name() {
        return EngineName.ATTAR;
    }

    @Override
    public Timed steps(int conversations, int[] prompt) {
        DecoderBatch batch = new DecoderBatch();
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < conversations; i++) { // each its own memory, as if they had nothing in common
            sequences.add(decoder.begin());
            batch.clear();
            batch.add(sequences.get(i), prompt, Logits.NONE);
            decoder.extend(batch);
        }
        return new Timed() {
            @Override
            public float[] run() {
                batch.clear();
                for (int i = 0; i < conversations; i++) {
                    batch.add(sequences.get(i), prompt[i % prompt.length]);
                }
                decoder.extend(batch);
                for (int i = 0; i < conversations; i++) {
                    sequences.get(i).truncate(prompt.length);
                }
                return batch.logits();
            }

            @Override
            public void close() {
                sequences.forEach(Sequence::close);
            }
        };
    }

    @Override
    public Timed reading(int[] prompt) {
        DecoderBatch batch = new DecoderBatch();
        return new Timed() {
            @Override
            public float[] run() {
                try (Sequence sequence = decoder.begin()) {
                    batch.clear();
                    batch.add(sequence, prompt, Logits.LAST);
                    decoder.extend(batch);
                    return batch.logits();
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public float[] logits(int[] prompt, int[] further) {
        DecoderBatch batch = new DecoderBatch();
        int vocabulary = decoder.vocabulary();
        float[] all = new float[(1 + further.length) * vocabulary];
        try (Sequence sequence = decoder.begin()) {
            batch.add(sequence, prompt, Logits.LAST);
            for (int i = 0; ; i++) {
                decoder.extend(batch);
                System.arraycopy(batch.logits(), 0, all, i * vocabulary, vocabulary);
                if (i == further.length) {
                    return all;
                }
                batch.clear();
                batch.add(sequence, further[i]);
            }
        }
    }

    /** The likeliest token after a prompt. */
    public int next(int[] prompt) {
        float[] row = Arrays.copyOf(logits(prompt, new int[0]), decoder.vocabulary());
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    @Override
    public void close() {
        try {
            model.close();
        } catch (Exception e) {
            throw new IllegalStateException("the model did not close", e);
        }
    }
}
