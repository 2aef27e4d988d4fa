package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses by hand; their gradients are compared with central differences in {@code gradient}. */
class LossesTest {
    private static final double[][] SCORES = {{Math.log(1), Math.log(2), Math.log(5)}, {0, 0, 0}};

    @Test
    void crossEntropyIsTheLogarithmOfTheLabelsShare() {
        Losses losses = Losses.crossEntropy(SCORES, new int[] {2, 0}, List.of(), 0);
        assertRow(-Math.log(5 / 8.0), 1, losses.losses()[0]);
        assertRow(Math.log(3), 1, losses.losses()[1]);
        assertArrayEquals(new double[] {1 / 8.0, 2 / 8.0, -3 / 8.0}, losses.gradients()[0], 1e-15);
    }

    @Test
    void smoothingAndClassWeightsAreThoseOfTheField() {
        // As torch.nn.functional.cross_entropy(weight=[1, 2, 3], label_smoothing=0.3) before its division by 3.
        Losses losses = Losses.crossEntropy(SCORES, new int[] {2, -100}, List.of(1.0, 2.0, 3.0), 0.3);
        double smooth = 0.1 * (1 * Math.log(8) + 2 * Math.log(4) + 3 * Math.log(8 / 5.0));
        assertRow(0.7 * 3 * Math.log(8 / 5.0) + smooth, 3, losses.losses()[0]);
    }

    @Test
    void aRowWithoutALabelIsNotCounted() {
        Losses losses = Losses.crossEntropy(SCORES, new int[] {-100, 1}, List.of(), 0.1);
        assertRow(0, 0, losses.losses()[0]);
        assertArrayEquals(new double[3], losses.gradients()[0]);
    }

    @Test
    void aLabelThatIsNoClassIsRefused() {
        for (int label : new int[] {-1, 3, -99})
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Losses.crossEntropy(SCORES, new int[] {label, 0}, List.of(), 0));
    }

    @Test
    void largeScoresDoNotOverflow() {
        Losses sure = Losses.crossEntropy(new double[][] {{1e300, -1e300}}, new int[] {0}, List.of(), 0);
        assertRow(0, 1, sure.losses()[0]);
        Losses both = Losses.binaryCrossEntropy(new double[][] {{1000, -1000}}, new double[][] {{1, 0}});
        assertRow(0, 2, both.losses()[0]);
        Losses wrong = Losses.binaryCrossEntropy(new double[][] {{1000, -1000}}, new double[][] {{0, 1}});
        assertRow(2000, 2, wrong.losses()[0]);
        for (double x : wrong.gradients()[0]) assertTrue(Double.isFinite(x));
    }

    @Test
    void binaryCrossEntropyCountsLabelledTargets() {
        Losses losses = Losses.binaryCrossEntropy(new double[][] {{0, 0, 3}}, new double[][] {{1, 0.5, -100}});
        assertRow(2 * Math.log(2), 2, losses.losses()[0]);
        assertThrows(
                IllegalArgumentException.class,
                () -> Losses.binaryCrossEntropy(new double[][] {{0}}, new double[][] {{2}}));
    }

    @Test
    void squaredErrorsTakeEveryNumberAsATarget() {
        Losses losses = Losses.meanSquaredError(new double[][] {{1, -98, 7}}, new double[][] {{3, -100, Double.NaN}});
        assertRow(8, 2, losses.losses()[0]);
        assertArrayEquals(new double[] {-4, 4, 0}, losses.gradients()[0]);
    }

    @Test
    void anAnchorsPositiveIsInTheSecondHalf() {
        double[][] rows = {{1, 0}, {0, 1}, {1, 0}, {0, 1}};
        Losses losses = Losses.inBatchNegatives(rows, 2);
        for (int i = 0; i < 2; i++) assertRow(Math.log(1 + Math.exp(-2)), 1, losses.losses()[i]);
        for (int i = 2; i < 4; i++) assertRow(0, 0, losses.losses()[i]);
        assertThrows(IllegalArgumentException.class, () -> Losses.inBatchNegatives(new double[3][2], 2));
    }

    @Test
    void startAndEndAreSharesAmongTheTokensOfTheirSequence() {
        double[][] scores = {{Math.log(3), 0}, {0, 0}, {9, 9}};
        int[] starts = {0, 2, 3};
        Losses losses = Losses.span(scores, List.of(new int[] {0, -100}, new int[] {1, 0}), starts);
        assertRow(Math.log(4 / 3.0) + Math.log(2), 2, losses.losses()[0]);
        assertRow(0, 1, losses.losses()[1]);
        assertThrows(
                IllegalArgumentException.class,
                () -> Losses.span(scores, List.of(new int[] {2, 0}, new int[] {0, 0}), starts));
    }

    @Test
    void theNextTokenOfTheLastIsNone() {
        assertArrayEquals(
                new int[] {8, 9, -100, 6, -100}, Losses.nextTokens(new int[] {7, 8, 9, 5, 6}, new int[] {0, 3, 5}));
    }

    private static void assertRow(double loss, double count, double[] row) {
        assertEquals(loss, row[0], 1e-14 * Math.max(1, loss));
        assertEquals(count, row[1]);
    }
}
