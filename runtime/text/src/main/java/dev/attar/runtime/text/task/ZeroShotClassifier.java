package dev.attar.runtime.text.task;

import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Says which of the caller's own classes a text belongs to, with a model that was trained to tell whether a text entails a hypothesis:
 * each class becomes a hypothesis. The model reads the text once for each class.
 *
 * <pre>{@code
 * try (Entailment model = Entailment.load(Path.of("entailment.safetensors"))) {
 *     Tokenizer tokenizer = Tokenizer.load(Path.of("tokenizer.json"), 512);
 *     ZeroShotClassifier classifier =
 *             ZeroShotClassifier.of(model::classify, tokenizer, Entailment.labels()).withHypothesis("This text is about {}.");
 *     Classification answer = classifier.classify("The minister resigned today.", List.of("sport", "politics", "music"));
 *     System.out.println(answer.best().label());
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads at once.
 *
 * <p>Source: Yin, Hay and Roth 2019, section 5.
 */
public final class ZeroShotClassifier {
    private static final String CLASS = "{}";

    private final SequenceScores model;
    private final Tokenizer tokenizer;
    private final LabelNames labels;
    private final int entailment;
    private final int contradiction;
    private final String hypothesis;
    private final boolean several;
    private final LongInput longTexts;

    private ZeroShotClassifier(
            SequenceScores model,
            Tokenizer tokenizer,
            LabelNames labels,
            String hypothesis,
            boolean several,
            LongInput longTexts) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.labels = labels;
        this.entailment = beginningWith("entail", labels.names());
        this.contradiction = contradiction(labels.names(), entailment);
        this.hypothesis = Objects.requireNonNull(hypothesis, "hypothesis");
        if (!hypothesis.contains(CLASS)) {
            throw new IllegalArgumentException(
                    "the hypothesis '" + hypothesis + "' has no place for the class: write " + CLASS + " there");
        }
        this.several = several;
        this.longTexts = OneSequence.of(longTexts);
    }

    /**
     * A classifier for one of several classes, whose hypotheses read "This example is …." and that refuses texts that do not fit.
     *
     * @param model the head of an entailment model
     * @param tokenizer the model's own, for the model's context
     * @param labels the names of the model's classes, in its order; one begins with "entail"
     * @throws IllegalArgumentException when none does
     */
    public static ZeroShotClassifier of(SequenceScores model, Tokenizer tokenizer, List<String> labels) {
        return new ZeroShotClassifier(
                model, tokenizer, new LabelNames(labels), "This example is " + CLASS + ".", false, LongInput.REFUSE);
    }

    /** Returns a classifier with another hypothesis; <code>{}</code> in it stands for the class. */
    public ZeroShotClassifier withHypothesis(String sentence) {
        return new ZeroShotClassifier(model, tokenizer, labels, sentence, several, longTexts);
    }

    /** Returns a classifier for which several classes can hold at once: each has a probability of its own. */
    public ZeroShotClassifier withSeveralClasses() {
        return new ZeroShotClassifier(model, tokenizer, labels, hypothesis, true, longTexts);
    }

    /**
     * Returns a classifier that refuses or truncates texts that do not fit. {@code truncate(ONLY_FIRST, RIGHT)} leaves
     * the hypotheses whole.
     *
     * @throws IllegalArgumentException when the choice makes several sequences of a text
     */
    public ZeroShotClassifier withLongTexts(LongInput choice) {
        return new ZeroShotClassifier(model, tokenizer, labels, hypothesis, several, choice);
    }

    /**
     * The probabilities of classes, the best first.
     *
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public Classification classify(String text, List<String> classes) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("there are no classes: give at least one");
        }
        List<TextPair> pairs = classes.stream()
                .map(name -> new TextPair(text, hypothesis.replace(CLASS, name)))
                .toList();
        List<float[]> scores = BatchedTexts.ofSequences(model)
                .map(pairs, pair -> tokenizer.encodePair(pair.first(), pair.second(), longTexts), (_, _, rows) -> {
                    labels.check(rows.getFirst());
                    return rows.getFirst().row(0);
                });
        float[] entailed = new float[scores.size()];
        for (int i = 0; i < entailed.length; i++) {
            float[] row = scores.get(i);
            entailed[i] = several
                    ? Probability.SOFTMAX.of(new float[] {row[contradiction], row[entailment]})[1]
                    : row[entailment];
        }
        return Classification.of(new ArrayList<>(classes), several ? entailed : Probability.SOFTMAX.of(entailed));
    }

    private static int beginningWith(String word, List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).toLowerCase(Locale.ROOT).startsWith(word)) {
                return i;
            }
        }
        throw new IllegalArgumentException("none of the labels " + labels + " begins with '" + word
                + "': give those of a model that was trained for entailment, in its order");
    }

    /** The class named so; of a model of two classes, the other one. */
    private static int contradiction(List<String> labels, int entailment) {
        return labels.size() == 2 ? 1 - entailment : beginningWith("contradict", labels);
    }
}
