package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Objects;

/**
 * Finds what a text names: persons, places, amounts, whatever the model was trained for.
 *
 * <pre>{@code
 * try (Names model = Names.load(Path.of("names.safetensors"))) {
 *     Tokenizer tokenizer = Tokenizer.load(Path.of("tokenizer.json"), 512);
 *     TokenTagger tagger =
 *             TokenTagger.of(model::tag, tokenizer, Names.labels()).withAggregation(Aggregation.FIRST);
 *     String text = "Ada Lovelace was born in London.";
 *     for (Entity entity : tagger.entities(text)) {
 *         System.out.println(entity.label() + ": " + text.substring(entity.start(), entity.end()));
 *     }
 * }
 * }</pre>
 *
 * <p>Places are in UTF-16 units of the text as it was given, also where the tokenizer drops accents or changes case; entities come in the
 * order of the text and never overlap. A long text is read in windows that overlap; what several windows have is taken from the one that
 * shows most of what is around it.
 *
 * <p>Immutable and safe for use by many threads at once.
 */
public final class TokenTagger {
    private final TokenScores model;
    private final Tokenizer tokenizer;
    private final LabelNames labels;
    private final TagScheme scheme;
    private final Probability probability;
    private final Aggregation aggregation;
    private final LongInput longTexts;

    private TokenTagger(
            TokenScores model,
            Tokenizer tokenizer,
            LabelNames labels,
            Probability probability,
            Aggregation aggregation,
            LongInput longTexts) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.labels = labels;
        this.scheme = TagScheme.of(labels.names());
        this.probability = Objects.requireNonNull(probability, "probability");
        this.aggregation = Objects.requireNonNull(aggregation, "aggregation");
        this.longTexts = Objects.requireNonNull(longTexts, "longTexts");
    }

    /**
     * A tagger with {@link Aggregation#SIMPLE}, whose windows overlap by a quarter of the context.
     *
     * @param model the head of a model with classes of tokens
     * @param tokenizer the model's own, for the model's context
     * @param labels the names of the classes, in the model's order: {@code labels()} of a generated class. BIO, BIOES, BILOU and their
     *     like are understood; {@code O} is no entity
     */
    public static TokenTagger of(TokenScores model, Tokenizer tokenizer, List<String> labels) {
        return new TokenTagger(
                model,
                tokenizer,
                new LabelNames(labels),
                Probability.SOFTMAX,
                Aggregation.SIMPLE,
                LongInput.windows(tokenizer.context() / 4));
    }

    /** Returns a tagger with another strategy for the tokens of a word. */
    public TokenTagger withAggregation(Aggregation choice) {
        return new TokenTagger(model, tokenizer, labels, probability, choice, longTexts);
    }

    /** Returns a tagger for a model whose scores are probabilities already, or are to be read otherwise. */
    public TokenTagger withProbability(Probability choice) {
        return new TokenTagger(model, tokenizer, labels, choice, aggregation, longTexts);
    }

    /** Returns a tagger that does this with texts that do not fit. */
    public TokenTagger withLongTexts(LongInput choice) {
        return new TokenTagger(model, tokenizer, labels, probability, aggregation, choice);
    }

    /**
     * The entities of a text.
     *
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public List<Entity> entities(String text) {
        return entities(List.of(text)).getFirst();
    }

    /**
     * The entities of each text.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, with its number
     */
    public List<List<Entity>> entities(List<String> texts) {
        return BatchedTexts.ofTokens(model)
                .map(
                        texts,
                        text -> tokenizer.encode(text, longTexts),
                        (text, windows, scores) -> Entities.of(text, units(windows, scores), scheme));
    }

    /**
     * All tokens of a text with their labels; where a strategy puts the tokens of a word together, all words.
     *
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public List<TaggedToken> tokens(String text) {
        return BatchedTexts.ofTokens(model)
                .map(
                        List.of(text),
                        one -> tokenizer.encode(one, longTexts),
                        (_, windows, scores) -> units(windows, scores))
                .getFirst()
                .stream()
                .map(unit -> new TaggedToken(
                        labels.get(unit.label()),
                        unit.score(),
                        unit.span().start(),
                        unit.span().end()))
                .toList();
    }

    private List<TaggedUnits.Unit> units(List<EncodedText> windows, List<Matrix> scores) {
        scores.forEach(labels::check);
        return TaggedUnits.of(windows, WindowTokens.of(windows, longTexts), scores, probability, aggregation);
    }
}
