package dev.attar.examples.benchmarks.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A model that is trained: post-norm, dropout 0.1 everywhere, a head with classes.
 *
 * @param bert learned positions, two segments, a norm before the first layer, gelu, AdamW, a class for each sequence; otherwise the
 *     article's: sinusoidal positions, relu, Adam, a class for each token
 * @param pooled whether the class of a sequence is of the mean of its tokens, and not of the first
 */
public record TrainedShape(
        String name,
        int vocabulary,
        int context,
        int layers,
        int width,
        int heads,
        int feedForward,
        int classes,
        boolean bert,
        boolean pooled) {
    public static final double DROPOUT = 0.1;

    public static final TrainedShape ARTICLE =
            new TrainedShape("article", 32000, 512, 6, 512, 8, 2048, 32000, false, false);
    public static final TrainedShape BERT_BASE =
            new TrainedShape("bert", 30522, 512, 12, 768, 12, 3072, 2, true, false);
    public static final TrainedShape MINILM = new TrainedShape("minilm", 30522, 512, 6, 384, 12, 1536, 2, true, true);
    public static final TrainedShape TINY = new TrainedShape("tiny", 60, 16, 1, 16, 2, 32, 60, false, false);

    /** The model of this name. */
    public static TrainedShape named(String name) {
        return Stream.of(ARTICLE, BERT_BASE, MINILM, TINY)
                .filter(shape -> shape.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model is called " + name));
    }

    public int headWidth() {
        return width / heads;
    }

    /** Added to the variance of norms. */
    public double epsilon() {
        return bert ? 1e-12 : 1e-5;
    }

    public double rate() {
        return bert ? 2e-5 : 1e-3;
    }

    /** The decay of matrices and tables. */
    public double decay() {
        return bert ? 0.01 : 0;
    }

    /** Of all products of a step, forward and backward, and of attention as PyTorch and Attar count alike: three times forward. */
    public double flops(List<Integer> lengths) {
        double dense = 2.0 * layers * (4.0 * width * width + 2.0 * width * feedForward);
        double head = bert ? 0 : 2.0 * width * classes;
        double attention = 4.0 * layers * width;
        return 3
                * lengths.stream()
                        .mapToDouble(tokens -> tokens * (dense + head + attention * tokens))
                        .sum();
    }

    /** All parameters by canonical name, with their shapes; matrices are (outputs, inputs). */
    public Map<String, long[]> parameters() {
        Map<String, long[]> all = new LinkedHashMap<>();
        all.put("embeddings.tokens.weight", new long[] {vocabulary, width});
        if (bert) {
            all.put("embeddings.positions.weight", new long[] {context, width});
            all.put("embeddings.segments.weight", new long[] {2, width});
            pair(all, "embeddings.norm", width);
        }
        for (int layer = 0; layer < layers; layer++) {
            String attention = "encoder." + layer + ".attention.";
            for (String part : List.of("query", "key", "value", "output")) {
                pair(all, attention + part, width, width);
            }
            pair(all, attention + "norm", width);
            String inner = "encoder." + layer + ".feedforward.";
            pair(all, inner + "up", feedForward, width);
            pair(all, inner + "down", width, feedForward);
            pair(all, inner + "norm", width);
        }
        pair(all, "head.classes", classes, width);
        return all;
    }

    private static void pair(Map<String, long[]> all, String name, long... shape) {
        all.put(name + ".weight", shape);
        all.put(name + ".bias", new long[] {shape[0]});
    }
}
