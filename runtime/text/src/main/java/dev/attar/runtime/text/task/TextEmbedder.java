package dev.attar.runtime.text.task;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes vectors of texts.
 *
 * <pre>{@code
 * try (SentenceEncoder model = SentenceEncoder.load(Path.of("encoder.safetensors"))) {
 *     Tokenizer tokenizer = Tokenizer.load(Path.of("tokenizer.json"), model.context());
 *     TextEmbedder embedder = TextEmbedder.of(model, tokenizer).withPrompts(SentenceEncoder.prompts());
 *     float[] query = embedder.withPrompt("query").embed("how do I boil an egg");
 *     Matrix passages = embedder.withPrompt("passage").embed(List.of("Put it into boiling water.", "Fold the sheet."));
 *     System.out.println(TextEmbedder.dot(query, passages.row(0)));
 * }
 * }</pre>
 *
 * <p>Vectors have length 1, unless they are asked for {@linkplain #withoutNormalization() as they are}. A text of more tokens than the
 * context is cut between words into as few parts as it takes, unless another choice is made; its vector is the mean of theirs before
 * normalization, weighted by their tokens (special ones not counted). A text without tokens has the vector of the special tokens alone.
 *
 * <p>Immutable and safe for use by many threads at once.
 */
public final class TextEmbedder {
    private final Embedder model;
    private final Tokenizer tokenizer;
    private final LongInput longTexts;
    private final Map<String, String> prompts;
    private final String prompt;
    private final boolean normalizes;
    private final int specialTokens;

    private TextEmbedder(
            Embedder model,
            Tokenizer tokenizer,
            LongInput longTexts,
            Map<String, String> prompts,
            String prompt,
            boolean normalizes) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.longTexts = Objects.requireNonNull(longTexts, "longTexts");
        this.prompts = prompts;
        this.prompt = prompt;
        this.normalizes = normalizes;
        if (tokenizer.context() > model.context()) {
            throw new IllegalArgumentException("the tokenizer was loaded for sequences of up to " + tokenizer.context()
                    + " tokens, but the model takes " + model.context() + ": load it with the model's context()");
        }
        this.specialTokens = tokenizer.encode("").length();
    }

    /**
     * An embedder without prompts, for texts of any length.
     *
     * @param model a generated model with a head {@code embed}
     * @param tokenizer the model's own, loaded with {@link Embedder#context()}
     * @throws IllegalArgumentException when the tokenizer lets through longer sequences than the model takes
     */
    public static TextEmbedder of(Embedder model, Tokenizer tokenizer) {
        return new TextEmbedder(model, tokenizer, LongInput.PARTS, Map.of(), "", true);
    }

    /** Returns an embedder that does this with texts that do not fit; several sequences of a text are averaged. */
    public TextEmbedder withLongTexts(LongInput choice) {
        return new TextEmbedder(model, tokenizer, choice, prompts, prompt, normalizes);
    }

    /**
     * Returns an embedder that knows these prompts by their names, and uses none of them yet.
     *
     * @param words of each prompt by its name: {@code prompts()} of a class whose spec has some
     */
    public TextEmbedder withPrompts(Map<String, String> words) {
        return new TextEmbedder(
                model, tokenizer, longTexts, Collections.unmodifiableMap(new LinkedHashMap<>(words)), "", normalizes);
    }

    /**
     * Returns an embedder that puts a prompt before each text. A text that becomes several sequences has it in the first.
     *
     * @param name of one of its prompts
     * @throws IllegalArgumentException when it has no prompt of this name
     */
    public TextEmbedder withPrompt(String name) {
        String words = prompts.get(Objects.requireNonNull(name, "name"));
        if (words == null) {
            throw new IllegalArgumentException("there is no prompt '" + name + "'; "
                    + (prompts.isEmpty()
                            ? "there are none at all: see withPrompts"
                            : "there are " + new TreeSet<>(prompts.keySet())));
        }
        return new TextEmbedder(model, tokenizer, longTexts, prompts, words, normalizes);
    }

    /** Returns an embedder that puts nothing before texts. */
    public TextEmbedder withoutPrompt() {
        return new TextEmbedder(model, tokenizer, longTexts, prompts, "", normalizes);
    }

    /** Returns an embedder without L2 normalisation, for models that are compared by the dot product. */
    public TextEmbedder withoutNormalization() {
        return new TextEmbedder(model, tokenizer, longTexts, prompts, prompt, false);
    }

    /** The embedding dimension. */
    public int dimension() {
        return model.dimension();
    }

    /**
     * The vector of a text.
     *
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public float[] embed(String text) {
        return embed(List.of(text)).row(0);
    }

    /**
     * A vector for each text.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with its number
     */
    public Matrix embed(List<String> texts) {
        List<EmbeddedText> embedded = embedAll(texts);
        float[] values = new float[Math.multiplyExact(texts.size(), dimension())];
        for (int i = 0; i < embedded.size(); i++) {
            System.arraycopy(embedded.get(i).vector(), 0, values, i * dimension(), dimension());
        }
        return new Matrix(texts.size(), dimension(), values);
    }

    /**
     * A vector for each text, and how many tokens it was made of.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with its number
     */
    public List<EmbeddedText> embedAll(List<String> texts) {
        return BatchedTexts.ofSequences(model::unnormalized)
                .map(texts, text -> tokenizer.encode(prompt + text, longTexts), (_, parts, rows) -> mean(parts, rows));
    }

    /** Why {@link #embed} refuses a text, found without the model; empty: it does not. */
    public Optional<RuntimeException> refusal(String text) {
        return BatchedTexts.refusal(() -> tokenizer.encode(prompt + text, longTexts));
    }

    /** The dot product of two vectors; of vectors of length 1 the cosine of the angle between them. */
    public static float dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("vectors of " + a.length + " and " + b.length + " numbers");
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return (float) sum;
    }

    /** A vector of length 1, with the bits that {@link #embed} and a model's own {@code normalize} give. */
    public static float[] unit(float[] vector) {
        return UnitLength.of(vector);
    }

    private EmbeddedText mean(List<EncodedText> parts, List<Matrix> rows) {
        WeightedMean mean = new WeightedMean(model.dimension());
        for (int i = 0; i < parts.size(); i++) {
            mean.add(rows.get(i).row(0), parts.get(i).length() - specialTokens);
        }
        float[] vector = mean.vector();
        return new EmbeddedText(normalizes ? UnitLength.of(vector) : vector, mean.weight());
    }
}
