package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Objects;

/**
 * Finds the part of a passage that answers a question.
 *
 * <pre>{@code
 * try (Reader model = Reader.load(Path.of("reader.safetensors"))) {
 *     QuestionAnswerer reader = QuestionAnswerer.of(model::answer, Tokenizer.load(Path.of("tokenizer.json"), 512));
 *     String passage = "Ada Lovelace was born in London in 1815.";
 *     Answers answers = reader.answer("Where was Ada Lovelace born?", passage);
 *     answers.ifAnswered().ifPresent(answer -> System.out.println(passage.substring(answer.start(), answer.end())));
 * }
 * }</pre>
 *
 * <p>A long passage is read in windows that overlap, each beside the whole question. Places are in UTF-16 units of the passage as it was
 * given.
 *
 * <p>Immutable and safe for use by many threads at once.
 */
public final class QuestionAnswerer {
    private final TokenScores model;
    private final Tokenizer tokenizer;
    private final LongInput longPassages;
    private final int longest;
    private final boolean wholeWords;
    private final int count;

    private QuestionAnswerer(
            TokenScores model,
            Tokenizer tokenizer,
            LongInput longPassages,
            int longest,
            boolean wholeWords,
            int count) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.longPassages = Objects.requireNonNull(longPassages, "longPassages");
        if (longest < 1 || count < 1) {
            throw new IllegalArgumentException(
                    count + " answers of up to " + longest + " tokens: give 1 or more of both");
        }
        this.longest = longest;
        this.wholeWords = wholeWords;
        this.count = count;
    }

    /**
     * Gives the best answer of up to 30 tokens; windows overlap by a quarter of the context.
     *
     * @param model the head of a model with {@code head span}
     * @param tokenizer the model's own, for the model's context
     */
    public static QuestionAnswerer of(TokenScores model, Tokenizer tokenizer) {
        return new QuestionAnswerer(model, tokenizer, LongInput.windows(tokenizer.context() / 4), 30, false, 1);
    }

    /** Returns one that gives so many answers, the best first; they may overlap. */
    public QuestionAnswerer withBest(int answers) {
        return new QuestionAnswerer(model, tokenizer, longPassages, longest, wholeWords, answers);
    }

    /** Returns one whose answers have at most so many tokens. */
    public QuestionAnswerer withLongestAnswer(int tokens) {
        return new QuestionAnswerer(model, tokenizer, longPassages, tokens, wholeWords, count);
    }

    /** Returns one whose answers begin and end where words do, also if the model's best span begins or ends within one. */
    public QuestionAnswerer withWholeWords() {
        return new QuestionAnswerer(model, tokenizer, longPassages, longest, true, count);
    }

    /** Returns one that does this with passages that do not fit beside the question. */
    public QuestionAnswerer withLongPassages(LongInput choice) {
        return new QuestionAnswerer(model, tokenizer, choice, longest, wholeWords, count);
    }

    /**
     * The best answers of a passage.
     *
     * @throws dev.attar.runtime.text.TextException when a text is refused, such as a question that leaves no room for the passage
     */
    public Answers answer(String question, String passage) {
        return answer(List.of(new TextPair(question, passage))).getFirst();
    }

    /**
     * The best answers to each question.
     *
     * @param questions each with its passage
     * @throws dev.attar.runtime.text.TextException when a text is refused, with the number of its question
     */
    public List<Answers> answer(List<TextPair> questions) {
        return BatchedTexts.ofTokens(model)
                .map(
                        questions,
                        pair -> tokenizer.encodePair(pair.first(), pair.second(), longPassages),
                        (pair, windows, scores) -> {
                            scores.forEach(QuestionAnswerer::check);
                            return new SpanSearch(pair.second(), longest, wholeWords, count).of(windows, scores);
                        });
    }

    private static void check(Matrix scores) {
        if (scores.columns() != 2) {
            throw new IllegalArgumentException("the model gives " + scores.columns()
                    + " scores for each token, not one for the start and one for the end of an answer");
        }
    }
}
