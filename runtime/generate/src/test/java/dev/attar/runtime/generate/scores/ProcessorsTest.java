package dev.attar.runtime.generate.scores;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each rule makes of scores. */
class ProcessorsTest {
    private static final float OUT = Float.NEGATIVE_INFINITY;

    private static float[] after(LogitsProcessor rule, TokenHistory tokens, float... scores) {
        rule.process(tokens, scores);
        return scores;
    }

    private static TokenHistory history(int... given) {
        return new TokenHistory(given);
    }

    private static TokenHistory generated(int... tokens) {
        TokenHistory history = new TokenHistory();
        for (int token : tokens) {
            history.add(token);
        }
        return history;
    }

    @Test
    void repetitionIsPenalisedOnceForEachTokenAndAwayFromZero() {
        RepetitionPenalty rule = new RepetitionPenalty(2);
        assertArrayEquals(new float[] {2, -8, 1}, after(rule, history(0, 1, 1), 4, -4, 1));
        assertArrayEquals(new float[] {4, -4, 0.5f}, after(rule, history(2), 4, -4, 1), "it forgets the text before");
        assertThrows(IllegalArgumentException.class, () -> new RepetitionPenalty(0));
    }

    @Test
    void presenceCountsOnceAndFrequencyEachTimeOfWhatWasGenerated() {
        TokenHistory tokens = history(2);
        tokens.add(0);
        tokens.add(0);
        tokens.add(1);
        assertArrayEquals(new float[] {-1.5f, -1.25f, 0}, after(new CountPenalties(1, 0.25), tokens, 0, 0, 0));
    }

    @Test
    void aTokenThatWouldCompleteARunAgainIsForbidden() {
        assertArrayEquals(
                new float[] {0, OUT, OUT, 0}, after(new NoRepeatedNgrams(2), history(3, 1, 3, 2, 3), 0, 0, 0, 0));
        assertArrayEquals(new float[] {0, OUT, 0}, after(new NoRepeatedNgrams(1), history(1), 0, 0, 0));
        assertArrayEquals(new float[] {0, 0, 0}, after(new NoRepeatedNgrams(3), history(1, 2), 0, 0, 0));
        assertArrayEquals(new float[] {0, 0, OUT}, after(new NoRepeatedNgrams(3), history(0, 1, 2, 0, 1), 0, 0, 0));
    }

    @Test
    void theLastTokenOfAForbiddenSequenceIsForbiddenAfterTheOthers() {
        ForbiddenTokens rule = new ForbiddenTokens(List.of(List.of(1, 2), List.of(3), List.of(0)), List.of(0));
        assertArrayEquals(new float[] {0, 0, OUT, OUT}, after(rule, history(1), 0, 0, 0, 0), "not the end token");
        assertArrayEquals(new float[] {0, 0, 0, OUT}, after(rule, history(2), 0, 0, 0, 0));
    }

    @Test
    void noEndBeforeThereAreEnoughTokens() {
        assertArrayEquals(new float[] {OUT, 0}, after(new LeastTokens(2, 0, List.of(0)), generated(1), 0, 0));
        assertArrayEquals(new float[] {0, 0}, after(new LeastTokens(2, 0, List.of(0)), generated(1, 1), 0, 0));
        assertArrayEquals(new float[] {OUT, 0}, after(new LeastTokens(0, 3, List.of(0)), history(1, 1), 0, 0));
    }

    @Test
    void aForcedTokenIsCertainAtItsPlace() {
        assertArrayEquals(new float[] {OUT, 0, OUT}, after(new ForcedTokens(0, List.of(1)), history(2), 5, -9, 5));
        assertArrayEquals(new float[] {5, -9, 5}, after(new ForcedTokens(1, List.of(1)), history(2), 5, -9, 5));
    }

    @Test
    void topKKeepsWhatIsAsHighAsTheLast() {
        assertArrayEquals(new float[] {OUT, 3, 2, 2, OUT}, after(new TopK(2), history(1), 1, 3, 2, 2, 0));
        assertArrayEquals(new float[] {1, 3}, after(new TopK(9), history(1), 1, 3));
        assertArrayEquals(new float[] {OUT, OUT, 5, 4, 3}, after(new TopK(3), history(1), 1, 2, 5, 4, 3));
    }

    @Test
    void topPKeepsTheLikeliestThatReachTheShare() {
        float[] scores = logs(0.5, 0.25, 0.15, 0.1);
        assertArrayEquals(kept(scores, 0, 1), after(new TopP(0.7), history(1), scores.clone()));
        assertArrayEquals(kept(scores, 0, 1, 2), after(new TopP(0.8), history(1), scores.clone()));
        assertArrayEquals(kept(scores, 0), after(new TopP(0.01), history(1), scores.clone()));
    }

    @Test
    void minPIsMeasuredByTheLikeliest() {
        float[] scores = logs(0.5, 0.24, 0.16, 0.1);
        assertArrayEquals(kept(scores, 0, 1), after(new MinP(0.4), history(1), scores.clone()));
        assertArrayEquals(kept(scores, 0), after(new MinP(1), history(1), scores.clone()));
    }

    @Test
    void temperatureDividesAndASampleFallsWhereItsShareIs() {
        assertArrayEquals(new float[] {2, -4}, after(new Temperature(0.5), history(1), 1, -2));
        float[] scores = logs(0.5, 0.25, 0.25);
        assertEquals(0, Probabilities.at(scores, 0));
        assertEquals(0, Probabilities.at(scores, 0.49));
        assertEquals(1, Probabilities.at(scores, 0.51));
        assertEquals(2, Probabilities.at(scores, 0.99));
        assertEquals(-1, Probabilities.at(new float[] {OUT, OUT}, 0.5));
        assertEquals(-1, Probabilities.likeliest(new float[] {1, Float.NaN}));
        assertEquals(1, Probabilities.likeliest(new float[] {1, 2, 2}), "the first of equal ones");
    }

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }

    private static float[] kept(float[] scores, int... tokens) {
        float[] kept = new float[scores.length];
        Arrays.fill(kept, OUT);
        for (int token : tokens) {
            kept[token] = scores[token];
        }
        return kept;
    }
}
