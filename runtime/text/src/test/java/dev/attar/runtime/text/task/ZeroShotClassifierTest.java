package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroShotClassifierTest {
    private final Tokenizer tokenizer = Tokenizers.bert(24);
    private final int politics = tokenizer.id("politics").orElseThrow();
    private final int sport = tokenizer.id("sport").orElseThrow();
    private final List<String> labels = List.of("contradiction", "neutral", "ENTAILMENT");

    /** Every text is about politics, and a little about sport. */
    private final SequenceScores model =
            Models.bySequence(ids -> new float[] {1, 9, has(ids, politics) ? 3 : has(ids, sport) ? 2 : 0});

    private final ZeroShotClassifier classifier = ZeroShotClassifier.of(model, tokenizer, labels);

    private static boolean has(int[] ids, int id) {
        return Arrays.stream(ids).anyMatch(one -> one == id);
    }

    @Test
    void oneOfTheClassesHolds() {
        Classification answer = classifier.classify("he resigned", List.of("music", "sport", "politics"));
        assertEquals("politics", answer.best().label());
        double sum = Math.exp(3) + Math.exp(2) + 1;
        assertEquals(Math.exp(3) / sum, answer.score("politics"), 1e-6);
        assertEquals(1 / sum, answer.score("music"), 1e-6);
    }

    @Test
    void eachClassHoldsOrNot() {
        Classification answer =
                classifier.withSeveralClasses().classify("he resigned", List.of("music", "sport", "politics"));
        assertEquals(1 / (1 + Math.exp(1 - 3)), answer.score("politics"), 1e-6);
        assertEquals(1 / (1 + Math.exp(1 - 0)), answer.score("music"), 1e-6);
    }

    @Test
    void theHypothesisIsTheCallers() {
        Models.Calls calls = new Models.Calls(model);
        ZeroShotClassifier.of(calls, tokenizer, labels)
                .withHypothesis("About {}, {}!")
                .classify("he resigned", List.of("sport"));
        assertEquals(
                tokenizer.encodePair("he resigned", "About sport, sport!").length(),
                calls.batches.getFirst().tokens());
        assertThrows(IllegalArgumentException.class, () -> classifier.withHypothesis("This is sport."));
    }

    @Test
    void longTextsAreTruncatedAndHypothesesStayWhole() {
        String text = "word ".repeat(50);
        assertThrows(TextException.class, () -> classifier.classify(text, List.of("sport", "music")));
        assertEquals(
                "sport",
                classifier
                        .withLongTexts(LongInput.truncate(LongInput.Which.ONLY_FIRST, LongInput.Side.RIGHT))
                        .classify(text, List.of("music", "sport"))
                        .best()
                        .label());
    }

    @Test
    void aModelThatWasTrainedForSomethingElseIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> ZeroShotClassifier.of(model, tokenizer, List.of("negative", "positive")));
        assertTrue(refused.getMessage().contains("entail"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> classifier.classify("x", List.of()));
    }

    @Test
    void aModelOfTwoClassesHasNoNeutral() {
        ZeroShotClassifier two = ZeroShotClassifier.of(
                        Models.bySequence(ids -> new float[] {2, 0}),
                        tokenizer,
                        List.of("entailment", "not_entailment"))
                .withSeveralClasses();
        assertEquals(1 / (1 + Math.exp(-2)), two.classify("x", List.of("y")).score("y"), 1e-6);
    }
}
