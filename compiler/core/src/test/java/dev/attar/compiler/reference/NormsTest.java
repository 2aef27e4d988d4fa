package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormsTest {
    private static final double[] ONES = {1, 1, 1, 1};
    private static final double[] ZEROS = new double[4];

    /** 1 2 3 4: mean 2.5, biased variance 1.25; with epsilon 2.75 the divisor is 2. */
    @Test
    void layerNormDividesByTheRootOfVariancePlusEpsilon() {
        double[][] out = Norms.layerNorm(new double[][] {{1, 2, 3, 4}}, ONES, ZEROS, 2.75);
        assertArrayEquals(new double[] {-0.75, -0.25, 0.25, 0.75}, out[0]);
    }

    @Test
    void layerNormScalesThenShiftsEachChannel() {
        double[][] out = Norms.layerNorm(
                new double[][] {{1, 2, 3, 4}, {4, 3, 2, 1}},
                new double[] {4, 8, -4, 1},
                new double[] {0, 10, 100, 0.25},
                2.75);
        assertArrayEquals(new double[] {-3, 8, 99, 1}, out[0]);
        assertArrayEquals(new double[] {3, 12, 101, -0.5}, out[1]);
    }

    /** One pass with E[x^2] - E[x]^2 would lose everything here. */
    @Test
    void layerNormDoesNotCancelFarFromZero() {
        double[][] out = Norms.layerNorm(new double[][] {{1e9 - 1, 1e9 + 1, 1e9 - 1, 1e9 + 1}}, ONES, ZEROS, 0);
        assertArrayEquals(new double[] {-1, 1, -1, 1}, out[0]);
    }

    @Test
    void layerNormOfEqualChannelsIsTheShift() {
        double[][] out = Norms.layerNorm(new double[][] {{7, 7, 7, 7}}, ONES, new double[] {1, 2, 3, 4}, 1e-12);
        assertArrayEquals(new double[] {1, 2, 3, 4}, out[0]);
    }

    @Test
    void normalizeGivesLengthOne() {
        double[][] out = Norms.normalize(new double[][] {{3, 4}, {-5, 12}});
        assertArrayEquals(new double[] {0.6, 0.8}, out[0], 1e-15);
        assertArrayEquals(new double[] {-5 / 13.0, 12 / 13.0}, out[1], 1e-15);
    }

    @Test
    void normalizeLeavesNothingToDivideByZero() {
        double[][] out = Norms.normalize(new double[][] {{0, 0}, {3e-13, 4e-13}});
        assertArrayEquals(new double[] {0, 0}, out[0]);
        assertArrayEquals(new double[] {0.3, 0.4}, out[1], 1e-15);
    }

    @Test
    void notANumberStaysVisible() {
        double[][] in = {{1, Double.NaN, 3, 4}};
        assertTrue(Arrays.stream(Norms.layerNorm(in, ONES, ZEROS, 1)[0]).allMatch(Double::isNaN));
        assertTrue(Arrays.stream(Norms.normalize(in)[0]).allMatch(Double::isNaN));
        assertTrue(Arrays.stream(Softmaxes.softmax(in)[0]).allMatch(Double::isNaN));
    }
}
