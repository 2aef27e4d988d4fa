package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreBiasTest {
    /** What transformers 5.18 computes for T5 with 32 buckets up to 128, as encoder and as decoder. */
    @Test
    void bucketsAreThoseOfT5() {
        ScoreBias.Relative encoder = new ScoreBias.Relative(Param.of("table", 32, 4), 128, true);
        int[] offsets = {
            0, -1, -7, -8, -11, -12, -15, -16, -31, -32, -63, -64, -90, -91, -127, -128, -500, 1, 8, 64, 500
        };
        int[] buckets = {0, 1, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 14, 15, 15, 15, 15, 17, 24, 30, 31};
        assertArrayEquals(buckets, IntStream.of(offsets).map(encoder::bucket).toArray());
        ScoreBias.Relative decoder = new ScoreBias.Relative(Param.of("table", 32, 4), 128, false);
        int[] back = {3, 0, -15, -16, -18, -19, -32, -64, -113, -128};
        assertArrayEquals(
                new int[] {0, 0, 15, 16, 16, 17, 21, 26, 31, 31},
                IntStream.of(back).map(decoder::bucket).toArray());
    }

    @Test
    void slopesHalveAndTheRestIsInBetween() {
        ScoreBias.Alibi alibi = new ScoreBias.Alibi();
        assertArrayEquals(
                new double[] {0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625},
                IntStream.range(0, 8).mapToDouble(h -> alibi.slope(h, 8)).toArray());
        assertEquals(Math.pow(2, -2), alibi.slope(0, 6));
        assertEquals(Math.pow(2, -1), alibi.slope(4, 6));
        assertEquals(Math.pow(2, -3), alibi.slope(5, 6));
    }
}
