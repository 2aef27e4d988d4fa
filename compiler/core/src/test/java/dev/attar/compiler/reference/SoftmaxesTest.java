package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SoftmaxesTest {
    @Test
    void sharesAreInProportionToExponentials() {
        double[] in = {Math.log(1), Math.log(2), Math.log(5)};
        assertArrayEquals(new double[] {0.125, 0.25, 0.625}, Softmaxes.softmax(in), 1e-15);
    }

    @Test
    void eachRowHasItsOwnSum() {
        double[][] out = Softmaxes.softmax(new double[][] {{0, 0}, {0, Math.log(3)}});
        assertArrayEquals(new double[] {0.5, 0.5}, out[0]);
        assertArrayEquals(new double[] {0.25, 0.75}, out[1], 1e-15);
    }

    @Test
    void largeScoresDoNotOverflow() {
        assertArrayEquals(new double[] {0.5, 0.5, 0}, Softmaxes.softmax(new double[] {5000, 5000, -5000}));
    }

    @Test
    void oneScoreTakesAll() {
        assertArrayEquals(new double[] {1}, Softmaxes.softmax(new double[] {-3}));
    }
}
