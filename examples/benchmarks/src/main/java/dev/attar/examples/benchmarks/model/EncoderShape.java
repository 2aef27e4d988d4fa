package dev.attar.examples.benchmarks.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sizes of an encoder of BERT's kind: post-norm, learned positions, two segments, gelu, feed-forward of four widths.
 *
 * @param name of the model and of its files
 * @param layers its depth
 * @param width C
 * @param heads H
 * @param context the longest sequence, in tokens
 */
public record EncoderShape(String name, int layers, int width, int heads, int context) {
    public static final int VOCABULARY = 30522;
    public static final int SEGMENTS = 2;
    public static final float EPSILON = 1e-12f;

    public static final EncoderShape MINILM = new EncoderShape("MiniLmL6", 6, 384, 12, 512);
    public static final EncoderShape MINILM_LONG = new EncoderShape("MiniLmLong", 6, 384, 12, 8192);
    public static final EncoderShape BERT_BASE = new EncoderShape("BertBase", 12, 768, 12, 512);

    /** The model of this name. */
    public static EncoderShape named(String name) {
        return Stream.of(MINILM, MINILM_LONG, BERT_BASE)
                .filter(shape -> shape.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model is called " + name));
    }

    /** F, the width of the feed-forward layer. */
    public int feedForward() {
        return 4 * width;
    }

    /** D, the width of a head. */
    public int headWidth() {
        return width / heads;
    }

    /** Of the products with the six matrices of each layer, and of attention, for sequences of these lengths. */
    public double flops(List<Integer> lengths) {
        double dense = 2.0 * layers * (4.0 * width * width + 2.0 * width * feedForward());
        double attention = 4.0 * layers * width;
        return lengths.stream()
                .mapToDouble(tokens -> tokens * (dense + attention * tokens))
                .sum();
    }

    /** All parameters by canonical name, with their shapes; matrices are (outputs, inputs). */
    public Map<String, long[]> parameters() {
        Map<String, long[]> all = new LinkedHashMap<>();
        all.put("embeddings.tokens.weight", new long[] {VOCABULARY, width});
        all.put("embeddings.positions.weight", new long[] {context, width});
        all.put("embeddings.segments.weight", new long[] {SEGMENTS, width});
        pair(all, "embeddings.norm", width);
        for (int layer = 0; layer < layers; layer++) {
            String attention = "encoder." + layer + ".attention.";
            for (String part : List.of("query", "key", "value", "output")) {
                pair(all, attention + part, width, width);
            }
            pair(all, attention + "norm", width);
            String feedForward = "encoder." + layer + ".feedforward.";
            pair(all, feedForward + "up", feedForward(), width);
            pair(all, feedForward + "down", width, feedForward());
            pair(all, feedForward + "norm", width);
        }
        return all;
    }

    private static void pair(Map<String, long[]> all, String name, long... shape) {
        all.put(name + ".weight", shape);
        all.put(name + ".bias", new long[] {shape[0]});
    }
}
