package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuestionAnswererTest {
    private static final Tokenizer TOKENIZER = Tokenizers.bert(64);
    private static final String QUESTION = "where was she born?";
    private static final String PASSAGE = "Ada Lovelace was born in London in 1815.";

    /** Answers begin at "london", or at "in", and end at "london", or at "1815"; the first token has 1 and 1. */
    private final TokenScores model =
            Models.byToken(id -> switch (TOKENIZER.token(id).orElseThrow()) {
                case "london" -> new float[] {4, 5};
                case "in" -> new float[] {3, 0};
                case "1815" -> new float[] {0, 3};
                case "[CLS]" -> new float[] {1, 1};
                case "born", "?", "[SEP]" -> new float[] {9, 9}; // where an answer cannot be, or would be too long
                default -> new float[] {-1, -1};
            });

    @Test
    void theBestAnswerIsAPartOfThePassage() {
        String passage = PASSAGE.replace("born", "raised");
        Answers answers = QuestionAnswerer.of(model, TOKENIZER).withBest(3).answer(QUESTION, passage);
        assertEquals(
                List.of("London", "in London", "London in 1815"),
                answers.answers().stream().map(Answer::text).toList());
        Answer best = answers.best().orElseThrow();
        assertEquals("London", passage.substring(best.start(), best.end()));
        assertTrue(best.score() > 0 && best.score() < 1);
        assertEquals(best, answers.ifAnswered().orElseThrow());
        assertEquals(Math.exp(4 + 5 - 1 - 1), best.score() / answers.noAnswer(), 1e-2);
    }

    @Test
    void theFirstTokenSaysThatThereIsNoAnswer() {
        String passage = "Nobody knows.";
        Answers answers = QuestionAnswerer.of(model, TOKENIZER).answer(QUESTION, passage);
        assertTrue(answers.best().isPresent());
        assertFalse(answers.ifAnswered().isPresent());
        assertEquals(
                Math.exp(1) / (Math.exp(1) + 3 * Math.exp(-1)),
                Math.sqrt(answers.noAnswer()),
                1e-6,
                "three tokens of -1 beside it");
        Answers none = QuestionAnswerer.of(model, TOKENIZER).answer(QUESTION, "");
        assertEquals(List.of(), none.answers());
        assertEquals(1f, none.noAnswer());
    }

    @Test
    void answersHaveAtMostSoManyTokens() {
        QuestionAnswerer all = QuestionAnswerer.of(model, TOKENIZER).withBest(1000);
        for (int longest = 1; longest < 5; longest++) {
            for (Answer answer :
                    all.withLongestAnswer(longest).answer(QUESTION, PASSAGE).answers()) {
                assertTrue(TOKENIZER.encodePlain(answer.text()).length() <= longest, answer.toString());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> all.withBest(0));
        assertThrows(IllegalArgumentException.class, () -> all.withLongestAnswer(0));
    }

    @Test
    void answersCanBeWholeWords() {
        TokenScores within = Models.byToken(
                id -> TOKENIZER.token(id).orElseThrow().equals("##lace") ? new float[] {5, 5} : new float[] {0, 0});
        QuestionAnswerer reader = QuestionAnswerer.of(within, TOKENIZER);
        assertEquals(
                "lace", reader.answer(QUESTION, PASSAGE).best().orElseThrow().text());
        assertEquals(
                "Lovelace",
                reader.withWholeWords()
                        .answer(QUESTION, PASSAGE)
                        .best()
                        .orElseThrow()
                        .text());
    }

    @Test
    void aLongPassageIsReadInWindowsBesideTheQuestion() {
        Tokenizer small = Tokenizers.bert(16);
        String passage = "Nobody knows. ".repeat(20) + "She was raised in London. " + "Nobody knows. ".repeat(20);
        Answer best = QuestionAnswerer.of(model, small)
                .answer(QUESTION, passage)
                .best()
                .orElseThrow();
        assertEquals("London", best.text());
        assertEquals(passage.indexOf("London"), best.start());
        assertEquals(
                "Nobody",
                QuestionAnswerer.of(model, small)
                        .withLongPassages(LongInput.truncate(LongInput.Which.ONLY_SECOND, LongInput.Side.RIGHT))
                        .withLongestAnswer(1)
                        .answer(QUESTION, passage)
                        .best()
                        .orElseThrow()
                        .text());
        assertThrows(
                TextException.class,
                () -> QuestionAnswerer.of(model, small)
                        .withLongPassages(LongInput.REFUSE)
                        .answer(QUESTION, passage));
        TextException question = assertThrows(
                TextException.class, () -> QuestionAnswerer.of(model, small).answer("word ".repeat(20), passage));
        assertEquals(TextException.Kind.TOO_LONG, question.kind());
    }

    @Test
    void aHeadThatIsNotForAnswersIsRefused() {
        TokenScores three = Models.byToken(id -> new float[3]);
        assertThrows(
                IllegalArgumentException.class,
                () -> QuestionAnswerer.of(three, TOKENIZER).answer(QUESTION, PASSAGE));
    }

    /** Against every pair of tokens of every window, in clear loops. */
    @Property(tries = 60)
    void theBestAreThoseThatTryingAllFinds(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int longest,
            @ForAll @IntRange(max = 3) int overlap,
            @ForAll @IntRange(min = 1, max = 9) int count) {
        Tokenizer small = Tokenizers.wordPieces(16);
        TokenScores random = Models.random(seed, 2);
        String passage = "Zürich costs £9.00, a 👩‍👩‍👧 said so unbelievably";
        LongInput choice = LongInput.windows(overlap);
        List<EncodedText> windows = small.encodePair("who?", passage, choice);
        Map<List<Integer>, Double> all =
                new TreeMap<>((a, b) -> a.get(0).equals(b.get(0)) ? a.get(1) - b.get(1) : a.get(0) - b.get(0));
        double starts = 0;
        double ends = 0;
        for (EncodedText window : windows) {
            dev.attar.runtime.Matrix scores = random.of(dev.attar.runtime.Batch.of(window.ids()));
            for (int first = 0; first < window.length(); first++) {
                if (first == 0 || window.text(first) == 1) {
                    starts += Math.exp(scores.at(first, 0));
                    ends += Math.exp(scores.at(first, 1));
                }
                for (int last = first; last < Math.min(window.length(), first + longest); last++) {
                    if (window.text(first) == 1 && window.text(last) == 1 && window.end(last) > window.start(first)) {
                        all.merge(
                                List.of(window.start(first), window.end(last)),
                                (double) scores.at(first, 0) + scores.at(last, 1),
                                Math::max);
                    }
                }
            }
        }
        List<Double> expected = all.values().stream()
                .sorted((a, b) -> Double.compare(b, a))
                .limit(count)
                .toList();
        List<Answer> found = QuestionAnswerer.of(random, small)
                .withLongPassages(choice)
                .withLongestAnswer(longest)
                .withBest(count)
                .answer("who?", passage)
                .answers();
        assertEquals(expected.size(), found.size());
        double product = starts * ends;
        for (int i = 0; i < expected.size(); i++) {
            Answer answer = found.get(i);
            assertEquals(Math.exp(expected.get(i)) / product, answer.score(), 1e-5);
            assertEquals(passage.substring(answer.start(), answer.end()), answer.text());
            assertTrue(all.containsKey(List.of(answer.start(), answer.end())), answer.toString());
        }
    }
}
