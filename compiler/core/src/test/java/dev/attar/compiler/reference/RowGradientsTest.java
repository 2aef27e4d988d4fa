package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.TensorType;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What derivatives are where there is none, which central differences cannot tell, and inputs that do not fit. */
class RowGradientsTest {
    private static final int[] TWO_AND_ONE = {0, 2, 3};

    @Test
    void reluIsFlatAtZero() {
        assertEquals(0, RowGradients.slope(0, Activation.RELU));
        assertEquals(1, RowGradients.slope(Double.MIN_VALUE, Activation.RELU));
    }

    @Test
    void theFirstOfEqualTokensIsTheLargest() {
        double[][] out = RowGradients.pool(
                new double[][] {{5, 6}, {7, 8}}, new double[][] {{1, 2}, {1, 3}, {0, 0}}, Pool.MAX, TWO_AND_ONE);
        assertArrayEquals(new double[][] {{5, 0}, {0, 6}, {7, 8}}, out);
    }

    @Test
    void poolsGiveBackWhatTheyTook() {
        double[][] gradient = {{4}, {3}};
        assertArrayEquals(new double[][] {{2}, {2}, {3}}, RowGradients.pool(gradient, null, Pool.MEAN, TWO_AND_ONE));
        assertArrayEquals(new double[][] {{4}, {0}, {3}}, RowGradients.pool(gradient, null, Pool.CLS, TWO_AND_ONE));
        assertArrayEquals(new double[][] {{0}, {4}, {3}}, RowGradients.pool(gradient, null, Pool.LAST, TWO_AND_ONE));
        assertArrayEquals(
                new double[][] {{4.0 / 3}, {8.0 / 3}, {3}},
                RowGradients.pool(gradient, null, Pool.WEIGHTED_MEAN, TWO_AND_ONE));
        double root = Math.sqrt(2);
        assertArrayEquals(
                new double[][] {{4 / root}, {4 / root}, {3}},
                RowGradients.pool(gradient, null, Pool.MEAN_SQRT_LEN, TWO_AND_ONE));
    }

    @Test
    void aRowOfZerosIsDividedByAConstant() {
        assertArrayEquals(
                new double[][] {{3e12, 4e12}},
                RowGradients.normalize(new double[][] {{3, 4}}, new double[][] {{0, 0}}));
    }

    @Test
    void anInputOfAnotherShapeIsRefused() {
        Streams tokens = Streams.of(Tokens.of(Tokens.Sequence.of(1, 2), Tokens.Sequence.of(3)), Optional.empty());
        Inputs inputs = new Inputs(Map.of("targets", new double[2][4]), Map.of("labels", new int[3]));
        inputs.of("targets", TensorType.rows(Ragged.SEQUENCES, 4), tokens);
        inputs.of("labels", TensorType.indices(), tokens);
        for (TensorType other : new TensorType[] {
            TensorType.rows(Ragged.SEQUENCES, 5), TensorType.rows(Ragged.TOKENS, 4), TensorType.constant(4)
        }) assertThrows(IllegalArgumentException.class, () -> inputs.of("targets", other, tokens));
        assertThrows(
                IllegalArgumentException.class,
                () -> inputs.of("labels", TensorType.indices(Ragged.SEQUENCES), tokens));
        assertThrows(IllegalArgumentException.class, () -> inputs.of("seed", TensorType.indices(4), tokens));
    }
}
