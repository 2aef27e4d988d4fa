package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SelfAttentionTest {
    private static final int[] TWO_TOKENS = {0, 2};

    /** D = 4: the scores 2 ln 3 and 0 are divided by 2, so the shares are 3/4 and 1/4. */
    @Test
    void scoresAreDividedByTheRootOfTheHeadWidth() {
        double[][] query = {{1, 1, 0, 0}, {0, 0, 0, 0}};
        double[][] key = {{Math.log(3), Math.log(3), 5, 5}, {0, 0, 7, 7}};
        double[][] value = {{4, 0, 0, 8}, {0, 4, 0, 16}};
        double[][] out = SelfAttention.attend(query, key, value, 1, TWO_TOKENS);
        assertArrayEquals(new double[] {3, 1, 0, 10}, out[0], 1e-14);
        assertArrayEquals(new double[] {2, 2, 0, 12}, out[1], 1e-14);
    }

    /** D = 1, so nothing is divided: the first head mixes 3 : 1, the second looks at the second token only. */
    @Test
    void headsDoNotMixTheirChannels() {
        double[][] query = {{1, 1}, {0, 0}};
        double[][] key = {{Math.log(3), -1000}, {0, 1000}};
        double[][] value = {{4, 1}, {8, 2}};
        double[][] out = SelfAttention.attend(query, key, value, 2, TWO_TOKENS);
        assertArrayEquals(new double[] {5, 2}, out[0], 1e-14);
        assertArrayEquals(new double[] {6, 1.5}, out[1], 1e-14);
    }

    /** The second sequence would draw everything to itself if it were seen. */
    @Test
    void sequencesDoNotSeeEachOther() {
        double[][] query = {{1}, {1}, {1}};
        double[][] key = {{0}, {0}, {1000}};
        double[][] value = {{2}, {4}, {-7}};
        double[][] out = SelfAttention.attend(query, key, value, 1, new int[] {0, 2, 3});
        assertArrayEquals(new double[] {3}, out[0]);
        assertArrayEquals(new double[] {3}, out[1]);
        assertArrayEquals(new double[] {-7}, out[2]);
    }
}
