package dev.attar.examples.benchmarks.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sizes of a decoder with tied output: of GPT-2's form (learned positions, layer norms, biases, gelu) or of Llama's (rotary
 * positions, RMS norms, no biases, a gated feed-forward of silu, heads in groups).
 *
 * @param name of the model, of its class and of its files
 * @param layers its depth
 * @param width C
 * @param heads H
 * @param groups how many keys and values the heads share
 * @param feedForward F
 * @param vocabulary V
 * @param context the longest sequence, in tokens
 */
public record DecoderShape(
        String name,
        Form form,
        int layers,
        int width,
        int heads,
        int groups,
        int feedForward,
        int vocabulary,
        int context) {
    public static final DecoderShape GPT2 = new DecoderShape("Gpt2", Form.GPT2, 12, 768, 12, 12, 3072, 50257, 1024);
    public static final DecoderShape LLAMA =
            new DecoderShape("Llama134M", Form.LLAMA, 30, 576, 9, 3, 1536, 49152, 8192);
    public static final DecoderShape TINY_GPT2 = new DecoderShape("TinyGpt2", Form.GPT2, 2, 32, 4, 4, 128, 61, 64);
    public static final DecoderShape TINY_LLAMA = new DecoderShape("TinyLlama", Form.LLAMA, 2, 36, 6, 2, 48, 61, 64);

    /** What a layer is made of. */
    public enum Form {
        GPT2,
        LLAMA
    }

    /** The model of this name. */
    public static DecoderShape named(String name) {
        return Stream.of(GPT2, LLAMA, TINY_GPT2, TINY_LLAMA)
                .filter(shape -> shape.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model is called " + name));
    }

    /** D, the width of a head. */
    public int headWidth() {
        return width / heads;
    }

    /** Channels of the keys of a token, and of its values. */
    public int keyWidth() {
        return groups * headWidth();
    }

    /** Added to the variance or the mean square. */
    public float epsilon() {
        return form == Form.LLAMA ? 1e-6f : 1e-5f;
    }

    /** All parameters by canonical name, with their shapes; matrices are (outputs, inputs). */
    public Map<String, long[]> parameters() {
        Map<String, long[]> all = new LinkedHashMap<>();
        all.put("embeddings.tokens.weight", new long[] {vocabulary, width});
        if (form == Form.GPT2) {
            all.put("embeddings.positions.weight", new long[] {context, width});
        }
        for (int layer = 0; layer < layers; layer++) {
            String attention = "decoder." + layer + ".attention.";
            String feedForwardName = "decoder." + layer + ".feedforward.";
            vectors(all, attention + "norm");
            matrix(all, attention + "query", width, width);
            matrix(all, attention + "key", keyWidth(), width);
            matrix(all, attention + "value", keyWidth(), width);
            matrix(all, attention + "output", width, width);
            vectors(all, feedForwardName + "norm");
            if (form == Form.LLAMA) {
                matrix(all, feedForwardName + "gate", feedForward, width);
            }
            matrix(all, feedForwardName + "up", feedForward, width);
            matrix(all, feedForwardName + "down", width, feedForward);
        }
        vectors(all, "decoder.norm");
        return all;
    }

    private void vectors(Map<String, long[]> all, String name) {
        all.put(name + ".weight", new long[] {width});
        if (form == Form.GPT2) {
            all.put(name + ".bias", new long[] {width});
        }
    }

    private void matrix(Map<String, long[]> all, String name, int outputs, int inputs) {
        all.put(name + ".weight", new long[] {outputs, inputs});
        if (form == Form.GPT2) {
            all.put(name + ".bias", new long[] {outputs});
        }
    }

    /** Numbers in the matrices that each token is multiplied with: all but the positions. */
    public long matrixElements() {
        return parameters().entrySet().stream()
                .filter(entry -> entry.getValue().length == 2 && !entry.getKey().contains("positions"))
                .mapToLong(entry -> entry.getValue()[0] * entry.getValue()[1])
                .sum();
    }

    /** Bytes of keys and values that a step reads of each token before it. */
    public long cacheBytesPerToken() {
        return 4L * 2 * layers * keyWidth();
    }

    /** Of reading a prompt: the products of all its tokens, causal attention, and the logits after the last token. */
    public double flopsOfPrompt(int tokens) {
        double perToken = 2.0 * (matrixElements() - (long) vocabulary * width);
        double attention =
                2.0 * layers * width * tokens * (tokens + 1.0); // scores and mix, each key seen by those after it
        return tokens * perToken + attention + 2.0 * vocabulary * width;
    }
}
