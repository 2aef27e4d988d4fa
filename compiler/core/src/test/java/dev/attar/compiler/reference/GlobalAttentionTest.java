package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import org.junit.jupiter.api.Test;

/** Equal scores throughout, so each query takes the mean of the values that it sees. */
class GlobalAttentionTest {
    private static final int[] FIVE_AND_ONE = {0, 5, 6};
    private static final double[][] ZEROS = new double[6][1];
    private static final double[][] VALUES = {{1}, {10}, {100}, {1000}, {10000}, {7}};

    @Test
    void aQuerySeesItsBandAndTheFirstTokensOnce() {
        double[][] out = local(1, 1);
        double[] sums = {11.0 / 2, 111.0 / 3, 1111.0 / 4, 11101.0 / 4, 11001.0 / 3, 7};
        for (int t = 0; t < sums.length; t++) assertArrayEquals(new double[] {sums[t]}, out[t], 1e-9);
    }

    @Test
    void moreFirstTokensThanASequenceHasAreAllOfIt() {
        double[][] out = local(1, 9);
        for (int t = 0; t < 5; t++) assertArrayEquals(new double[] {11111.0 / 5}, out[t], 1e-9);
        assertArrayEquals(new double[] {7}, out[5]);
    }

    @Test
    void theFirstTokensSeeEverythingAndTheOthersStay() {
        double[][] others = {{-1}, {-2}, {-3}, {-4}, {-5}, {-6}};
        Value rows = rows("local", Ragged.TOKENS);
        var op = new GlobalOp.Everywhere(
                rows,
                rows("query", Ragged.SEQUENCES),
                rows("key", Ragged.TOKENS),
                rows("value", Ragged.TOKENS),
                1,
                1,
                1,
                1);
        double[][] out = new GlobalAttention(op, FIVE_AND_ONE).attend(others, new double[2][1], ZEROS, VALUES);
        double[][] expected = {{11111.0 / 5}, {-2}, {-3}, {-4}, {-5}, {7}};
        for (int t = 0; t < out.length; t++) assertArrayEquals(expected[t], out[t], 1e-9);
    }

    private static double[][] local(int band, int first) {
        var op = new GlobalOp.Local(
                rows("query", Ragged.TOKENS),
                rows("key", Ragged.TOKENS),
                rows("value", Ragged.TOKENS),
                1,
                1,
                band,
                first,
                1);
        return new GlobalAttention(op, FIVE_AND_ONE).attend(null, ZEROS, ZEROS, VALUES);
    }

    private static Value rows(String name, Ragged ragged) {
        return new Value(name, TensorType.rows(ragged, 1));
    }
}
