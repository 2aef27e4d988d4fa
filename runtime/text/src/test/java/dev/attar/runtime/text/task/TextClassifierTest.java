package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TextClassifierTest {
    private final Tokenizer tokenizer = Tokenizers.bert(16);
    private final int good = tokenizer.id("good").orElseThrow();
    private final int bad = tokenizer.id("bad").orElseThrow();

    /** Counts good and bad words; "neutral" has a score of 0. */
    private final SequenceScores counting = Models.bySequence(ids -> new float[] {
        Arrays.stream(ids).filter(id -> id == bad).count(),
        0,
        Arrays.stream(ids).filter(id -> id == good).count()
    });

    private final TextClassifier classifier =
            TextClassifier.of(counting, tokenizer, List.of("negative", "neutral", "positive"));

    @Test
    void theBestClassIsFirstAndProbabilitiesSumToOne() {
        Classification answer = classifier.classify("a good good day");
        assertEquals("positive", answer.best().label());
        assertEquals(
                List.of("positive", "negative", "neutral"),
                answer.labels().stream().map(LabelScore::label).toList(),
                "equal scores keep the model's order");
        assertEquals(Math.exp(2) / (Math.exp(2) + 2), answer.best().score(), 1e-6);
        assertEquals(1, answer.labels().stream().mapToDouble(LabelScore::score).sum(), 1e-6);
        assertEquals(answer.best().score(), answer.score("positive"));
        assertThrows(NoSuchElementException.class, () -> answer.score("happy"));
    }

    @Test
    void severalClassesCanHoldAtOnce() {
        Classification answer = classifier.withProbability(Probability.SIGMOID).classify("good good good bad bad bad");
        assertEquals(
                List.of("negative", "positive"),
                answer.atLeast(0.9f).stream().map(LabelScore::label).toList());
        assertEquals(0.5f, answer.score("neutral"));
        assertEquals(
                3f,
                classifier
                        .withProbability(Probability.NONE)
                        .classify("good good good")
                        .score("positive"));
    }

    @Test
    void aPairIsOneSequenceOfTwoSegments() {
        List<Batch> batches = new ArrayList<>();
        TextClassifier pairs = TextClassifier.of(
                batch -> {
                    batches.add(batch);
                    return counting.of(batch);
                },
                tokenizer,
                List.of("negative", "neutral", "positive"));
        assertEquals(
                "negative",
                pairs.classify(new TextPair("a bad", "bad day")).best().label());
        assertTrue(batches.getFirst().hasSegments());
        assertEquals(
                tokenizer.encodePair("a bad", "bad day"),
                tokenizer.encodePair("a bad", "bad day", LongInput.REFUSE).getFirst());
        assertEquals(
                List.of("positive", "negative"),
                pairs.classifyPairs(List.of(new TextPair("good", ""), new TextPair("", "bad"))).stream()
                        .map(answer -> answer.best().label())
                        .toList());
    }

    @Test
    void aLongTextIsRefusedWithItsNumberOrTruncated() {
        String longText = "good ".repeat(40);
        TextException one = assertThrows(TextException.class, () -> classifier.classify(longText));
        assertTrue(one.getMessage().startsWith("the text has 42 tokens"), one.getMessage());
        TextException second = assertThrows(TextException.class, () -> classifier.classify(List.of("a", longText)));
        assertTrue(second.getMessage().startsWith("text 2 of 2: the text has 42 tokens"), second.getMessage());
        assertEquals(TextException.Kind.TOO_LONG, second.kind());
        assertTrue(second.getMessage().endsWith("hint: " + second.hint()), second.getMessage());
        Classification cut = classifier
                .withLongTexts(LongInput.TRUNCATE)
                .withProbability(Probability.NONE)
                .classify(longText);
        assertEquals(14f, cut.score("positive"), "context without [CLS] and [SEP]");
        assertThrows(IllegalArgumentException.class, () -> classifier.withLongTexts(LongInput.PARTS));
        assertThrows(IllegalArgumentException.class, () -> classifier.withLongTexts(LongInput.windows(2)));
    }

    @Test
    void whatDoesNotFitTheModelIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TextClassifier.of(counting, tokenizer, List.of()));
        TextClassifier two = TextClassifier.of(counting, tokenizer, List.of("no", "yes"));
        IllegalArgumentException labels = assertThrows(IllegalArgumentException.class, () -> two.classify("a"));
        assertTrue(labels.getMessage().contains("3 classes, but there are 2 labels"), labels.getMessage());
        TextClassifier tokens =
                TextClassifier.of(Models.byToken(id -> new float[] {1, 2})::of, tokenizer, List.of("no", "yes"));
        IllegalArgumentException rows = assertThrows(IllegalArgumentException.class, () -> tokens.classify("a"));
        assertTrue(rows.getMessage().contains("3 rows for 1 sequences"), rows.getMessage());
    }

    @Test
    void aSingleClassKeepsItsScore() {
        TextClassifier stars =
                TextClassifier.of(Models.bySequence(ids -> new float[] {ids.length}), tokenizer, List.of("stars"));
        assertEquals(4f, stars.classify("good day").best().score());
    }
}
