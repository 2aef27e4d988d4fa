package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import org.junit.jupiter.api.Test;

/** The known answers of Philox4x32-10, published with it, and how dropout uses them. */
class PhiloxTest {
    @Test
    void knownAnswers() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, Philox.words(new int[4], 0, 0));
        assertArrayEquals(
                new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
                Philox.words(new int[] {-1, -1, -1, -1}, -1, -1));
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                Philox.words(new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0));
    }

    @Test
    void asManyAreDroppedAsTheRateSaysAndTheMeanStays() {
        Value seed = new Value("seed", TensorType.indices(5));
        Dropouts dropouts = new Dropouts(new Dropping(0.3, seed, "here"), new int[] {1, 2, 0, 0, 0}, 0);
        double[][] ones = new double[500][40];
        for (double[] row : ones) java.util.Arrays.fill(row, 1);
        double zeros = 0;
        double sum = 0;
        for (double[] row : dropouts.apply(ones, Ragged.TOKENS))
            for (double x : row) {
                if (x == 0) zeros++;
                sum += x;
            }
        assertEquals(0.3, zeros / 20_000, 0.01); // three standard deviations
        assertEquals(1, sum / 20_000, 0.015);
    }
}
