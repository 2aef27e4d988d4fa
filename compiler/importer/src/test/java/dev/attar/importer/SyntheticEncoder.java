package dev.attar.importer;

import static dev.attar.importer.Sample.CLASSES;
import static dev.attar.importer.Sample.CONTEXT;
import static dev.attar.importer.Sample.DEPTH;
import static dev.attar.importer.Sample.FEED_FORWARD;
import static dev.attar.importer.Sample.PADDING;
import static dev.attar.importer.Sample.VOCABULARY;
import static dev.attar.importer.Sample.WIDTH;

import dev.attar.importer.Spelling.Ending;
import dev.attar.importer.Spelling.Layers;
import dev.attar.importer.Spelling.Places;
import dev.attar.importer.Spelling.Segments;
import dev.attar.importer.Spelling.Shapes;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A small encoder with random weights, written the way a spelling says. */
final class SyntheticEncoder {
    static final float EPSILON = 1e-5f;

    private final Spelling how;
    private final OnnxWriter w;
    private final Sample sample;
    private final SyntheticParts parts;
    private final SyntheticAttention attention;
    private final long batch;
    private final long sequence;
    private String tokens = "";

    SyntheticEncoder(Spelling how, long seed) {
        this.how = how;
        this.w = new OnnxWriter(how.opset());
        this.sample = new Sample(seed);
        this.parts = new SyntheticParts(how, w, sample);
        this.attention = new SyntheticAttention(how, w, sample, parts);
        this.batch = how.fixedSizes() ? 2 : -1;
        this.sequence = how.fixedSizes() ? 5 : -1;
    }

    Sample sample() {
        return sample;
    }

    OnnxWriter writer() {
        return w;
    }

    byte[] model() {
        w.input("input_ids", batch, sequence);
        if (how.mask() != Spelling.Mask.CONSTANT_ONES) {
            w.input("attention_mask", batch, sequence);
        }
        if (how.segments() == Segments.INPUT) {
            w.input("token_type_ids", batch, sequence);
        }
        String x = embedding();
        boolean pre = how.layers() == Layers.PRE || how.layers() == Layers.PRE_WITHOUT_FINAL;
        for (int i = 0; i < DEPTH; i++) {
            x = pre ? pre(x, "encoder." + i) : post(x, "encoder." + i);
        }
        if (how.layers() == Layers.PRE) {
            x = parts.norm(x, "encoder.norm");
        }
        ending(x);
        return w.model();
    }

    private String post(String x, String layer) {
        String attended = attention.half(x, layer + ".attention");
        String between = parts.sumAndNorm(attended, x, layer + ".attention.norm");
        return parts.sumAndNorm(feedForward(between, layer), between, layer + ".feedforward.norm");
    }

    private String pre(String x, String layer) {
        String between =
                w.node("Add", x, attention.half(parts.norm(x, layer + ".attention.norm"), layer + ".attention"));
        String input = parts.norm(between, layer + ".feedforward.norm");
        return w.node("Add", feedForward(input, layer), between);
    }

    private String feedForward(String x, String layer) {
        String up = parts.activatedDense(x, layer + ".feedforward.up", FEED_FORWARD, WIDTH);
        return parts.dense(up, layer + ".feedforward.down", WIDTH, FEED_FORWARD, true);
    }

    private String embedding() {
        if (how.positions() == Places.FUSED) {
            return fusedEmbedding();
        }
        tokens = w.floats(sample.make("embeddings.tokens.weight", VOCABULARY, WIDTH), VOCABULARY, WIDTH);
        String sum = w.node("Gather", tokens, "input_ids");
        if (how.segments() != Segments.NONE) {
            sum = w.node("Add", sum, segments());
        }
        if (how.positions() != Places.NONE) {
            sum = w.node("Add", positions(), sum);
        }
        return parts.norm(sum, "embeddings.norm");
    }

    /** As ONNX Runtime's optimiser writes it; a mask goes through it and comes out as lengths. */
    private String fusedEmbedding() {
        tokens = w.floats(sample.make("embeddings.tokens.weight", VOCABULARY, WIDTH), VOCABULARY, WIDTH);
        String positions = w.floats(sample.make("embeddings.positions.weight", CONTEXT, WIDTH), CONTEXT, WIDTH);
        boolean segments = how.segments() == Segments.INPUT;
        boolean lengths = how.packing() == Spelling.Packing.FUSED_ATTENTION
                && how.mask() != Spelling.Mask.CONSTANT_ONES
                && how.mask() != Spelling.Mask.NONE;
        List<String> made = w.nodes(
                "com.microsoft",
                "EmbedLayerNormalization",
                2,
                Map.of("epsilon", EPSILON),
                narrow("input_ids"),
                segments ? narrow("token_type_ids") : "",
                tokens,
                positions,
                segments ? w.floats(sample.make("embeddings.segments.weight", 2, WIDTH), 2, WIDTH) : "",
                w.floats(sample.make("embeddings.norm.weight", WIDTH), WIDTH),
                w.floats(sample.make("embeddings.norm.bias", WIDTH), WIDTH),
                lengths ? narrow("attention_mask") : "");
        if (lengths) {
            attention.useMaskIndex(made.get(1));
        }
        return made.get(0);
    }

    private String narrow(String input) {
        return w.node("Cast", Map.of("to", 6L), input);
    }

    private String segments() {
        int rows = how.segments() == Segments.INPUT ? 2 : 1;
        float[] table = sample.make("embeddings.segments.weight", rows, WIDTH);
        return switch (how.segments()) {
            case INPUT -> w.node("Gather", w.floats(table, rows, WIDTH), "token_type_ids");
            case ZEROS -> {
                String zeros = w.node(
                        "ConstantOfShape",
                        Map.of("value", OnnxWriter.intTensor("", new long[] {0}, 1)),
                        w.node("Shape", "input_ids"));
                yield w.node("Gather", w.floats(table, rows, WIDTH), zeros);
            }
            case ROW -> w.floats(table, 1, 1, WIDTH);
            case NONE -> throw new IllegalStateException();
        };
    }

    private String length() {
        return w.node("Gather", Map.of("axis", 0L), w.node("Shape", "input_ids"), w.integer(1));
    }

    private String positions() {
        boolean counts = how.positions() == Places.COUNT_TOKENS;
        // A look-up of constant places is made at export, so what is not looked up is not in such a file.
        boolean constant = how.positions() == Places.LOOKED_UP || how.positions() == Places.CUT_TABLE;
        boolean cut = constant && how.fixedSizes();
        int rows = counts ? CONTEXT + PADDING + 1 : cut ? (int) sequence : CONTEXT;
        float[] values = sample.make("embeddings.positions.weight", rows, WIDTH);
        return switch (how.positions()) {
            case SLICED -> {
                long[] all = LongStream.range(0, CONTEXT).toArray();
                String stored = w.initializer("position_ids", OnnxWriter.intTensor("position_ids", all, 1, CONTEXT));
                String ids = w.node("Slice", stored, w.ints(0), parts.unsqueeze(length(), 0), w.ints(1), w.ints(1));
                yield w.node("Gather", w.floats(values, rows, WIDTH), ids);
            }
            case RANGE -> {
                String range = w.node("Range", w.integer(0), length(), w.integer(1));
                yield w.node("Gather", w.floats(values, rows, WIDTH), parts.unsqueeze(range, 0));
            }
            case COUNT_TOKENS -> {
                String padding = w.node("Equal", "input_ids", w.integer(PADDING));
                String present = w.node("Cast", Map.of("to", 6L), w.node("Not", padding));
                String count = w.node("CumSum", present, w.integer(1));
                String kept = w.node("Mul", count, present);
                String ids = w.node("Add", w.node("Cast", Map.of("to", 7L), kept), w.integer(PADDING));
                yield w.node("Gather", w.floats(values, rows, WIDTH), ids);
            }
            case LOOKED_UP -> {
                String table = w.floats(values, 1, rows, WIDTH);
                yield w.node("Slice", table, w.ints(0), parts.unsqueeze(length(), 0), w.ints(1));
            }
            case CUT_TABLE -> {
                String part = w.node(
                        "Slice", w.floats(values, rows, WIDTH), w.ints(0), parts.unsqueeze(length(), 0), w.ints(0));
                yield parts.unsqueeze(part, 0);
            }
            case WIDENED_LATE -> {
                String range = w.node("Range", w.integer(0), length(), w.integer(1));
                yield parts.unsqueeze(w.node("Gather", w.floats(values, rows, WIDTH), range), 0);
            }
            case FUSED, NONE -> throw new IllegalStateException();
        };
    }

    private void ending(String hidden) {
        switch (how.ending()) {
            case HIDDEN -> w.output("last_hidden_state", hidden);
            case POOLER_BESIDE -> {
                w.output("last_hidden_state", hidden);
                w.output("pooler_output", pooler(hidden, "unused"));
            }
            case FIRST_TOKEN -> w.output("sentence_embedding", first(hidden));
            case MEAN -> w.output("sentence_embedding", parts.mean(hidden));
            case MEAN_UNIT -> w.output("sentence_embedding", parts.unit(parts.mean(hidden)));
            case MAX_UNIT -> w.output("sentence_embedding", parts.unit(parts.maximum(hidden)));
            case CLASSES, CLASSES_SOFTMAX -> {
                String scores = gemm(pooler(hidden, "head.dense"), "head.classes", CLASSES, WIDTH);
                w.output(
                        "logits",
                        how.ending() == Ending.CLASSES ? scores : w.node("Softmax", Map.of("axis", 1L), scores));
            }
            case TOKEN_CLASSES -> w.output("logits", parts.dense(hidden, "head.classes", CLASSES, WIDTH, true));
            case SPAN -> span(parts.dense(hidden, "head.classes", 2, WIDTH, true));
            case VOCABULARY, VOCABULARY_COPIED -> w.output("logits", vocabulary(hidden));
        }
    }

    private String first(String hidden) {
        if (how.shapes() == Shapes.ZERO_AND_OPEN) {
            long all = Integer.MAX_VALUE;
            String cut = w.node("Slice", hidden, w.ints(0, 0, 0), w.ints(all, 1, all), w.ints(0, 1, 2));
            return parts.squeeze(cut, 1);
        }
        return w.node("Gather", Map.of("axis", 1L), hidden, w.integer(0));
    }

    private String pooler(String hidden, String name) {
        return w.node("Tanh", gemm(first(hidden), name, WIDTH, WIDTH));
    }

    private String gemm(String x, String name, int outputs, int inputs) {
        String weight = w.floats(sample.make(name + ".weight", outputs, inputs), outputs, inputs);
        String bias = w.floats(sample.make(name + ".bias", outputs), outputs);
        return w.node("Gemm", Map.of("transB", 1L, "alpha", 1f, "beta", 1f), x, weight, bias);
    }

    private void span(String scores) {
        List<String> edges = how.opset() < 13
                ? w.nodes("", "Split", 2, Map.of("axis", -1L, "split", new long[] {1, 1}), scores)
                : w.nodes("", "Split", 2, Map.of("axis", -1L), scores, w.ints(1, 1));
        w.output("start_logits", parts.squeeze(edges.get(0), -1));
        w.output("end_logits", parts.squeeze(edges.get(1), -1));
    }

    private String vocabulary(String hidden) {
        String dense = parts.activatedDense(hidden, "head.dense", WIDTH, WIDTH);
        String norm = parts.norm(dense, "head.norm");
        float[] table = sample.weights().get("embeddings.tokens.weight");
        String decoder = how.ending() == Ending.VOCABULARY_COPIED
                ? w.floats(Sample.transposed(table, VOCABULARY, WIDTH), WIDTH, VOCABULARY)
                : w.node("Transpose", Map.of("perm", new long[] {1, 0}), tokens);
        String bias = w.floats(sample.make("head.bias", VOCABULARY), VOCABULARY);
        return w.node("Add", w.node("MatMul", norm, decoder), bias);
    }
}
