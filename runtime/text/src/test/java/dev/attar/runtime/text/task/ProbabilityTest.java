package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProbabilityTest {
    @Test
    void softmaxIsTheShareOfExponentials() {
        float[] three = Probability.SOFTMAX.of(new float[] {1, 2, 3});
        assertArrayEquals(new float[] {0.09003057f, 0.24472848f, 0.66524094f}, three, 1e-7f);
        assertArrayEquals(new float[] {0.5f, 0.5f}, Probability.SOFTMAX.of(new float[] {1e30f, 1e30f}));
    }

    @Test
    void sigmoidIsOfEachScoreAlone() {
        float[] two = Probability.SIGMOID.of(new float[] {0, -0.72512f});
        assertEquals(0.5f, two[0]);
        assertEquals(0.32627f, two[1], 5e-6f);
        assertArrayEquals(new float[] {0, 1}, Probability.SIGMOID.of(new float[] {-1000, 1000}));
    }

    @Test
    void noneLeavesScoresAndTheGivenArrayIsNeverChanged() {
        float[] scores = {3, -1};
        for (Probability probability : Probability.values()) {
            probability.of(scores);
        }
        assertArrayEquals(new float[] {3, -1}, scores);
        assertArrayEquals(scores, Probability.NONE.of(scores));
    }
}
