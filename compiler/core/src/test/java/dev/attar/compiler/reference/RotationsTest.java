package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.Rotation.Layout;
import dev.attar.compiler.model.Rotation.Scaling;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import org.junit.jupiter.api.Test;

class RotationsTest {
    private static final double[][] ROW = {{1, 0, 3, 0, 5}};

    /** Position 1 turns the first pair by 1, the second by base^(-1/2) = 0.1; channel 4 stays. */
    @Test
    void pairsAreSideBySideAndHalvesAreApart() {
        double cos = Math.cos(1);
        double sin = Math.sin(1);
        double[] pairs = {cos, sin, 3 * Math.cos(0.1), 3 * Math.sin(0.1), 5};
        assertArrayEquals(pairs, turn(Layout.PAIRS, 1)[0], 1e-15);
        double[] halves = {cos - 3 * sin, 0, 3 * cos + sin, 0, 5};
        assertArrayEquals(halves, turn(Layout.HALVES, 1)[0], 1e-15);
        assertArrayEquals(ROW[0], turn(Layout.HALVES, 0)[0]);
    }

    /** A wavelength far above the old context is stretched, one far below it stays, one between is mixed. */
    @Test
    void scalingStretchesSlowTurns() {
        assertEquals(0.025, new Rotation(100, 4, Layout.HALVES, new Scaling.Linear(4)).frequency(1), 1e-17);
        Rotation llama = new Rotation(5e5, 128, Layout.HALVES, new Scaling.Llama3(8, 1, 4, 8192));
        Rotation plain = new Rotation(5e5, 128, Layout.HALVES, new Scaling.None());
        assertEquals(plain.frequency(3), llama.frequency(3));
        assertEquals(plain.frequency(60) / 8, llama.frequency(60), 1e-20);
        double turns = 8192 * plain.frequency(32) / (2 * Math.PI);
        double kept = (turns - 1) / 3;
        assertEquals(plain.frequency(32) * (kept + (1 - kept) / 8), llama.frequency(32), 1e-18);
    }

    private static double[][] turn(Layout layout, int position) {
        Value in = new Value("in", TensorType.rows(Ragged.TOKENS, 5));
        Value places = new Value("places", TensorType.indices());
        Rotary op = new Rotary(in, places, 5, new Rotation(100, 4, layout, new Scaling.None()));
        return Rotations.turn(op, ROW, new int[] {position});
    }
}
