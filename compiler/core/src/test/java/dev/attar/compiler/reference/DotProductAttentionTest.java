package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import org.junit.jupiter.api.Test;

class DotProductAttentionTest {
    private static final int[] TWO_TOKENS = {0, 2};

    /** D = 4: the scores 2 ln 3 and 0 are divided by 2, so the shares are 3/4 and 1/4. */
    @Test
    void scoresAreDividedByTheRootOfTheHeadWidth() {
        double[][] query = {{1, 1, 0, 0}, {0, 0, 0, 0}};
        double[][] key = {{Math.log(3), Math.log(3), 5, 5}, {0, 0, 7, 7}};
        double[][] value = {{4, 0, 0, 8}, {0, 4, 0, 16}};
        double[][] out = attend(query, key, value, 1, TWO_TOKENS);
        assertArrayEquals(new double[] {3, 1, 0, 10}, out[0], 1e-14);
        assertArrayEquals(new double[] {2, 2, 0, 12}, out[1], 1e-14);
    }

    /** D = 1, so nothing is divided: the first head mixes 3 : 1, the second looks at the second token only. */
    @Test
    void headsDoNotMixTheirChannels() {
        double[][] query = {{1, 1}, {0, 0}};
        double[][] key = {{Math.log(3), -1000}, {0, 1000}};
        double[][] value = {{4, 1}, {8, 2}};
        double[][] out = attend(query, key, value, 2, TWO_TOKENS);
        assertArrayEquals(new double[] {5, 2}, out[0], 1e-14);
        assertArrayEquals(new double[] {6, 1.5}, out[1], 1e-14);
    }

    /** The second sequence would draw everything to itself if it were seen. */
    @Test
    void sequencesDoNotSeeEachOther() {
        double[][] query = {{1}, {1}, {1}};
        double[][] key = {{0}, {0}, {1000}};
        double[][] value = {{2}, {4}, {-7}};
        double[][] out = attend(query, key, value, 1, new int[] {0, 2, 3});
        assertArrayEquals(new double[] {3}, out[0]);
        assertArrayEquals(new double[] {3}, out[1]);
        assertArrayEquals(new double[] {-7}, out[2]);
    }

    /** Equal scores, so each query takes the mean of what it sees. */
    @Test
    void aCausalMaskHidesWhatComesAfter() {
        assertArrayEquals(new double[][] {{6}, {4}, {5}, {1}}, means(new Mask.Causal(), new int[] {0, 3, 4}));
    }

    @Test
    void aBandReachesSoManyPlaces() {
        double[][] both = means(new Mask.Banded(1, false), new int[] {0, 4});
        double[] expected = {4, 5, 10 / 3.0, 4};
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(new double[] {expected[i]}, both[i], 1e-14); // a third has no exact share
        }
        assertArrayEquals(new double[][] {{6}, {4}, {4.5}, {4}}, means(new Mask.Banded(1, true), new int[] {0, 4}));
    }

    /** Heads 0 and 1 read the first group, heads 2 and 3 the second. */
    @Test
    void headsOfAGroupShareKeysAndValues() {
        Op.Attention op = op(4, 4, 2, new Mask.None(), 1, new ScoreBias.None());
        double[][] query = {{0, 0, 0, 0}};
        double[][] out = new DotProductAttention(op, null)
                .attend(query, new double[][] {{1, 2}}, new double[][] {{5, 7}}, new int[] {0, 1}, new int[] {0, 1});
        assertArrayEquals(new double[] {5, 5, 7, 7}, out[0]);
    }

    /** The only head has the slope 2^-8. */
    @Test
    void alibiCountsDistance() {
        Op.Attention op = op(1, 1, 1, new Mask.Causal(), 1, new ScoreBias.Alibi());
        double[][] out = new DotProductAttention(op, null)
                .attend(new double[2][1], new double[2][1], new double[][] {{0}, {1}}, TWO_TOKENS, TWO_TOKENS);
        double near = 1 / (1 + Math.exp(-Math.pow(2, -8)));
        assertArrayEquals(new double[] {near}, out[1], 1e-15);
    }

    @Test
    void relativeBucketsAreAddedToTheScores() {
        Param table = Param.of("table", 4, 1);
        Op.Attention op = op(1, 1, 1, new Mask.None(), 1, new ScoreBias.Relative(table, 8, true));
        double[][] biases = {{0}, {Math.log(3)}, {-9}, {Math.log(7)}}; // same place, before, -, after
        double[][] out = new DotProductAttention(op, biases)
                .attend(new double[2][1], new double[2][1], new double[][] {{0}, {8}}, TWO_TOKENS, TWO_TOKENS);
        assertArrayEquals(new double[] {7}, out[0], 1e-14);
        assertArrayEquals(new double[] {2}, out[1], 1e-14);
    }

    /** Each query sees its own source, of another length. */
    @Test
    void crossAttentionReadsTheSourceOfEachSequence() {
        Value query = new Value("q", TensorType.rows(Ragged.TOKENS, 1));
        Value key = new Value("k", TensorType.rows(Ragged.SOURCE_TOKENS, 1));
        Op.Attention op = new Op.Attention(query, key, key, 1);
        double[][] values = {{2}, {4}, {9}};
        double[][] out = new DotProductAttention(op, null)
                .attend(new double[2][1], new double[3][1], values, new int[] {0, 1, 2}, new int[] {0, 2, 3});
        assertArrayEquals(new double[][] {{3}, {9}}, out);
    }

    private static double[][] means(Mask mask, int[] starts) {
        int tokens = starts[starts.length - 1];
        double[][] all = {{6}, {2}, {7}, {1}};
        double[][] values = java.util.Arrays.copyOf(all, tokens);
        return new DotProductAttention(op(1, 1, 1, mask, 1, new ScoreBias.None()), null)
                .attend(new double[tokens][1], new double[tokens][1], values, starts, starts);
    }

    private static double[][] attend(double[][] query, double[][] key, double[][] value, int heads, int[] starts) {
        int width = query[0].length;
        double scale = 1 / Math.sqrt(width / heads);
        return new DotProductAttention(op(width, heads, heads, new Mask.None(), scale, new ScoreBias.None()), null)
                .attend(query, key, value, starts, starts);
    }

    private static Op.Attention op(int width, int heads, int groups, Mask mask, double scale, ScoreBias bias) {
        Value query = new Value("q", TensorType.rows(Ragged.TOKENS, width));
        Value key = new Value("k", TensorType.rows(Ragged.TOKENS, width / heads * groups));
        return new Op.Attention(query, key, key, heads, groups, mask, scale, bias);
    }
}
