package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Objects;

/**
 * Says which class a text, or a pair of texts, belongs to.
 *
 * <pre>{@code
 * try (Sentiment model = Sentiment.load(Path.of("sentiment.safetensors"))) {
 *     Tokenizer tokenizer = Tokenizer.load(Path.of("tokenizer.json"), 512);
 *     TextClassifier classifier = TextClassifier.of(model::classify, tokenizer, Sentiment.labels());
 *     LabelScore best = classifier.classify("What a lovely film.").best();
 *     System.out.println(best.label() + " " + best.score());
 * }
 * }</pre>
 *
 * <p>Where several classes can hold at once:
 *
 * <pre>{@code
 * try (Comments model = Comments.load(Path.of("comments.safetensors"))) {
 *     TextClassifier classifier = TextClassifier.of(
 *                     model::classify, Tokenizer.load(Path.of("tokenizer.json"), 512), Comments.labels())
 *             .withProbability(Probability.SIGMOID)
 *             .withLongTexts(LongInput.TRUNCATE);
 *     for (Classification comment : classifier.classify(List.of("Well said!", "Nonsense, as ever."))) {
 *         System.out.println(comment.atLeast(0.5f));
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads at once.
 */
public final class TextClassifier {
    private final SequenceScores model;
    private final Tokenizer tokenizer;
    private final LabelNames labels;
    private final Probability probability;
    private final LongInput longTexts;

    private TextClassifier(
            SequenceScores model,
            Tokenizer tokenizer,
            LabelNames labels,
            Probability probability,
            LongInput longTexts) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.labels = labels;
        this.probability = Objects.requireNonNull(probability, "probability");
        this.longTexts = OneSequence.of(longTexts);
    }

    /**
     * A classifier whose scores are probabilities of which one class holds (of a single class, the model's own score), and that
     * refuses texts that do not fit.
     *
     * @param model the head of a model with classes of a sequence
     * @param tokenizer the model's own, for the model's context
     * @param labels the names of the classes, in the model's order: {@code labels()} of a generated class
     */
    public static TextClassifier of(SequenceScores model, Tokenizer tokenizer, List<String> labels) {
        return new TextClassifier(
                model,
                tokenizer,
                new LabelNames(labels),
                labels.size() > 1 ? Probability.SOFTMAX : Probability.NONE,
                LongInput.REFUSE);
    }

    /** Returns a classifier with other scores: {@link Probability#SIGMOID} where several classes can hold at once. */
    public TextClassifier withProbability(Probability choice) {
        return new TextClassifier(model, tokenizer, labels, choice, longTexts);
    }

    /**
     * Returns a classifier that refuses or truncates texts that do not fit.
     *
     * @throws IllegalArgumentException when the choice makes several sequences of a text
     */
    public TextClassifier withLongTexts(LongInput choice) {
        return new TextClassifier(model, tokenizer, labels, probability, choice);
    }

    /**
     * The classes of a text.
     *
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public Classification classify(String text) {
        return classify(List.of(text)).getFirst();
    }

    /**
     * The classes of each text.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with its number
     */
    public List<Classification> classify(List<String> texts) {
        return BatchedTexts.ofSequences(model)
                .map(texts, text -> tokenizer.encode(text, longTexts), (_, _, rows) -> classes(rows.getFirst()));
    }

    /**
     * The classes of a pair of texts, such as a premise and a hypothesis.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused
     */
    public Classification classify(TextPair pair) {
        return classifyPairs(List.of(pair)).getFirst();
    }

    /**
     * The classes of each pair of texts.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with the number of its pair
     */
    public List<Classification> classifyPairs(List<TextPair> pairs) {
        return BatchedTexts.ofSequences(model)
                .map(
                        pairs,
                        pair -> tokenizer.encodePair(pair.first(), pair.second(), longTexts),
                        (_, _, rows) -> classes(rows.getFirst()));
    }

    private Classification classes(Matrix scores) {
        labels.check(scores);
        return Classification.of(labels.names(), probability.of(scores.row(0)));
    }
}
