package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QuestionAnswererPropertiesTest {
    private static final Tokenizer WORD_PIECES = Tokenizers.wordPieces(24);
    private static final Tokenizer BYTES = Tokenizers.bytes(24);

    @Property(tries = 150)
    void answersAreDistinctPartsOfThePassageTheBestFirst(
            @ForAll("texts") String passage, @ForAll long seed, @ForAll boolean wholeWords, @ForAll boolean bytes) {
        QuestionAnswerer reader = QuestionAnswerer.of(Models.random(seed, 2), bytes ? BYTES : WORD_PIECES)
                .withBest(5);
        Answers answers = (wholeWords ? reader.withWholeWords() : reader).answer("who?", passage);
        Set<Span> spans = new HashSet<>();
        float before = 1;
        for (Answer answer : answers.answers()) {
            assertTrue(answer.start() < answer.end(), answers::toString);
            assertEquals(passage.substring(answer.start(), answer.end()), answer.text());
            assertEquals(answer.text().strip(), answer.text());
            assertTrue(answer.score() > 0 && answer.score() <= before, answers::toString);
            assertTrue(spans.add(new Span(answer.start(), answer.end())), answers::toString);
            before = answer.score();
        }
        assertTrue(answers.noAnswer() >= 0 && answers.noAnswer() <= 1, answers::toString);
    }

    @Property(tries = 60)
    void aQuestionHasTheSameAnswersAloneAndAmongOthers(
            @ForAll("questions") List<TextPair> questions, @ForAll long seed) {
        QuestionAnswerer reader =
                QuestionAnswerer.of(Models.random(seed, 2), WORD_PIECES).withBest(3);
        List<Answers> together = reader.answer(questions);
        for (int i = 0; i < questions.size(); i++) {
            assertEquals(
                    reader.answer(questions.get(i).first(), questions.get(i).second()), together.get(i));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "Ada",
                "London",
                " ",
                " ",
                " ",
                "unbelievably",
                ", ",
                "£9.00",
                "Müller",
                "👩‍👩‍👧",
                "창",
                "\n",
                "[MASK]",
                "x");
        return words.list().ofMaxSize(50).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<TextPair>> questions() {
        return texts().map(passage -> new TextPair("who?", passage))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
