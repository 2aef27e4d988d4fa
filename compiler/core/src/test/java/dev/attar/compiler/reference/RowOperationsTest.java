package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.model.Pool;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products, sums, lookups and pools by hand. */
class RowOperationsTest {
    private static final int[] TWO_AND_ONE = {0, 2, 3};

    @Test
    void weightsAreStoredOutputsFirst() {
        double[][] in = {{1, 2, 3}, {0, 0, 1}};
        double[][] weight = {{1, 10, 100}, {-1, 0, 1}};
        double[][] out = Products.matMul(in, weight);
        assertArrayEquals(new double[] {321, 2}, out[0]);
        assertArrayEquals(new double[] {100, 1}, out[1]);
    }

    @Test
    void partsStandSideBySide() {
        double[][] out = Products.sideBySide(List.of(new double[][] {{1}, {2}}, new double[][] {{3, 4}, {5, 6}}));
        assertArrayEquals(new double[] {1, 3, 4}, out[0]);
        assertArrayEquals(new double[] {2, 5, 6}, out[1]);
    }

    @Test
    void columnsAreAWindow() {
        assertArrayEquals(new double[] {3, 4}, Sums.columns(new double[][] {{1, 2, 3, 4, 5}}, 2, 2)[0]);
    }

    @Test
    void biasIsAddedToEveryRowAndRowsToRows() {
        double[][] in = {{1, 2}, {3, 4}};
        assertArrayEquals(new double[] {13, 24}, Sums.addBias(in, new double[] {10, 20})[1]);
        assertArrayEquals(new double[] {4, 4}, Sums.add(in, new double[][] {{1, 1}, {1, 0}})[1]);
    }

    @Test
    void positionsBeginAnewInEachSequence() {
        Tokens tokens = Tokens.of(Tokens.Sequence.of(9, 9, 9), Tokens.Sequence.of(9), Tokens.Sequence.of(9, 9));
        assertArrayEquals(new int[] {0, 1, 2, 0, 0, 1}, Lookups.positions(tokens, 0));
        assertArrayEquals(new int[] {2, 3, 4, 2, 2, 3}, Lookups.positions(tokens, 2));
    }

    @Test
    void embeddingIsTheRowOfTheIndex() {
        double[][] out = Lookups.embed(new int[] {2, 0, 2}, new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertArrayEquals(new double[] {5, 6}, out[0]);
        assertArrayEquals(new double[] {1, 2}, out[1]);
        assertArrayEquals(new double[] {5, 6}, out[2]);
    }

    @Test
    void poolsStayWithinTheirSequence() {
        double[][] in = {{1, -2}, {4, -6}, {-9, 9}};
        assertPool(Pool.MEAN, in, new double[] {2.5, -4});
        assertPool(Pool.CLS, in, new double[] {1, -2});
        assertPool(Pool.MAX, in, new double[] {4, -2});
        assertPool(Pool.LAST, in, new double[] {4, -6});
        assertPool(Pool.WEIGHTED_MEAN, in, new double[] {3, -14.0 / 3});
        assertPool(Pool.MEAN_SQRT_LEN, in, new double[] {5 / Math.sqrt(2), -8 / Math.sqrt(2)});
        assertArrayEquals(
                new double[] {4, -2, 1, -2}, Pools.pools(in, List.of(Pool.MAX, Pool.CLS), TWO_AND_ONE)[0], 1e-12);
    }

    private static void assertPool(Pool pool, double[][] in, double[] first) {
        double[][] out = Pools.pool(in, pool, TWO_AND_ONE);
        assertEquals(2, out.length);
        assertArrayEquals(first, out[0], 1e-12);
        assertArrayEquals(new double[] {-9, 9}, out[1], pool + " of one token is that token");
    }

    /** Vaswani et al. 2017: position 0 is 0 1 0 1 …; channels 0 and 1 turn one radian a position, the last ones slowest. */
    @Test
    void sinusoidalPositionsTurnAtTheirOwnSpeeds() {
        double[] table = SinusoidalPositions.table(List.of(3, 4));
        assertArrayEquals(new double[] {0, 1, 0, 1}, Arrays.copyOf(table, 4));
        double[] second = {0.841470984807897, 0.540302305868140, 0.00999983333416666, 0.999950000416665};
        assertArrayEquals(second, Arrays.copyOfRange(table, 4, 8), 1e-7);
        double[] third = {0.909297426825682, -0.416146836547142, 0.0199986666933331, 0.999800006666578};
        assertArrayEquals(third, Arrays.copyOfRange(table, 8, 12), 1e-7);
        assertTrue(Arrays.stream(table).allMatch(x -> x == (float) x), "as stored: fp32");
    }

    @Test
    void anOddWidthEndsWithASine() {
        double[] table = SinusoidalPositions.table(List.of(2, 3));
        assertEquals(Math.sin(Math.pow(10000, -2 / 3.0)), table[5], 1e-9);
    }
}
