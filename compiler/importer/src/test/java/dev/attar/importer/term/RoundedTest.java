package dev.attar.importer.term;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which numbers are the square root of one half, as graphs write it. */
class RoundedTest {
    private static final double CONSTANT = Math.sqrt(0.5);

    @ParameterizedTest
    @ValueSource(doubles = {0.7071067811865476, 0.70710677, 0.70711, 0.70703125, 1 / 1.4142135, 1 / 1.4140625})
    void decimalsAndRoundingsOfTheConstantAndItsReciprocalAreIt(double value) {
        assertTrue(Rounded.is(value, CONSTANT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.7072, 0.7069, 0.70715, 0.75, -0.7071067811865476, 0, Double.NaN})
    void othersAreNot(double value) {
        assertFalse(Rounded.is(value, CONSTANT));
    }

    @Test
    void bfloat16RoundsToEven() {
        assertTrue(Rounded.is(0.70703125, CONSTANT));
        assertTrue(Rounded.is(0.044677734375, 0.044715));
    }
}
