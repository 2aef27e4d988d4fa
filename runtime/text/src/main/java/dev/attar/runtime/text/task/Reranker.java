package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says how well passages answer a query, with a model that reads both as one sequence (a cross-encoder).
 *
 * <pre>{@code
 * try (Relevance model = Relevance.load(Path.of("relevance.safetensors"))) {
 *     Reranker reranker = Reranker.of(model::classify, Tokenizer.load(Path.of("tokenizer.json"), 512));
 *     List<String> found = List.of("Paris is the capital of France.", "France won the match.");
 *     for (Ranked passage : reranker.rank("What is the capital of France?", found)) {
 *         System.out.println(passage.score() + " " + passage.passage());
 *     }
 * }
 * }</pre>
 *
 * <p>A passage that does not fit beside the query is refused, truncated, or cut into windows; its score is then that of its best
 * window.
 *
 * <p>Immutable and safe for use by many threads at once.
 */
public final class Reranker {
    private final SequenceScores model;
    private final Tokenizer tokenizer;
    private final Probability probability;
    private final LongInput longPassages;

    private Reranker(SequenceScores model, Tokenizer tokenizer, Probability probability, LongInput longPassages) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.probability = Objects.requireNonNull(probability, "probability");
        this.longPassages = Objects.requireNonNull(longPassages, "longPassages");
    }

    /**
     * A reranker whose scores lie between 0 and 1 (the sigmoid of what the model gives), and that refuses passages that do not
     * fit beside the query.
     *
     * @param model the head of a model with one class of a sequence
     * @param tokenizer the model's own, for the model's context
     */
    public static Reranker of(SequenceScores model, Tokenizer tokenizer) {
        return new Reranker(model, tokenizer, Probability.SIGMOID, LongInput.REFUSE);
    }

    /** Returns a reranker whose scores are the model's own, without the sigmoid: of any size, in the same order. */
    public Reranker withPlainScores() {
        return new Reranker(model, tokenizer, Probability.NONE, longPassages);
    }

    /** Returns a reranker that does this with passages that do not fit beside the query. */
    public Reranker withLongPassages(LongInput choice) {
        return new Reranker(model, tokenizer, probability, choice);
    }

    /**
     * How well a passage answers a query.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused
     */
    public float score(String query, String passage) {
        return scores(query, List.of(passage))[0];
    }

    /**
     * How well each passage answers a query, in the order of the passages.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with the number of the passage
     */
    public float[] scores(String query, List<String> passages) {
        Objects.requireNonNull(query, "query");
        List<Float> scores = BatchedTexts.ofSequences(model)
                .map(
                        passages,
                        passage -> tokenizer.encodePair(query, passage, longPassages),
                        (_, _, windows) -> best(windows));
        float[] values = new float[scores.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i);
        }
        return values;
    }

    /**
     * The passages, the best first; of equal ones the first given.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with the number of the passage
     */
    public List<Ranked> rank(String query, List<String> passages) {
        float[] scores = scores(query, passages);
        List<Ranked> ranked = new ArrayList<>(IntStream.range(0, scores.length)
                .mapToObj(i -> new Ranked(i, passages.get(i), scores[i]))
                .toList());
        ranked.sort((a, b) -> Float.compare(b.score(), a.score()));
        return ranked;
    }

    /** Why a passage is refused beside a query, found without the model; empty: it is not. */
    public Optional<RuntimeException> refusal(String query, String passage) {
        return BatchedTexts.refusal(() -> tokenizer.encodePair(query, passage, longPassages));
    }

    private float best(List<Matrix> windows) {
        float best = Float.NEGATIVE_INFINITY;
        for (Matrix window : windows) {
            if (window.columns() != 1) {
                throw new IllegalArgumentException("the model gives scores of " + window.columns()
                        + " classes, but a reranker has one: use TextClassifier for it");
            }
            best = Math.max(best, probability.of(window.row(0))[0]);
        }
        return best;
    }
}
