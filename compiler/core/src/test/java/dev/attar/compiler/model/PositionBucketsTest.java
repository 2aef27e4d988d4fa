package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionBucketsTest {
    /** What transformers' make_log_bucket_position gives for 8 buckets and positions below 40. */
    @Test
    void farBucketsGrowWithTheLogarithm() {
        PositionBuckets rule = rule(8, 40);
        List<Integer> expected = List.of(0, 1, 2, 3, 4, 5, 5, 5, 5, 6, 6, 6);
        assertEquals(
                expected,
                IntStream.range(0, 12).map(n -> rule.bucket(-n)).boxed().toList());
        assertEquals(7, rule.bucket(-39));
        assertEquals(8, rule.bucket(-40));
        assertEquals(8, rule.bucket(-100_000));
        assertEquals(9 + 1, rule.bucket(1));
        assertEquals(9 + 8, rule.bucket(40));
    }

    @Test
    void withoutALargestDistanceEachHasItsOwn() {
        PositionBuckets rule = rule(6, 0);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), rule.begins());
        assertEquals(6, rule.bucket(-6));
        assertEquals(6, rule.bucket(-50));
        assertEquals(7 + 6, rule.bucket(50));
    }

    @Test
    void bucketsBeginWhereTheirFirstDistanceIs() {
        for (int[] sizes : new int[][] {{4, 4}, {5, 9}, {8, 40}, {12, 20}, {33, 64}, {256, 512}}) {
            PositionBuckets rule = rule(sizes[0], sizes[1]);
            List<Integer> begins = rule.begins();
            for (int n = 0; n < 2 * sizes[1]; n++) {
                int bucket = rule.bucket(-n);
                int beyond = bucket + 1 < begins.size() ? begins.get(bucket + 1) : Integer.MAX_VALUE;
                int distance = n;
                assertEquals(true, begins.get(bucket) <= n && n < beyond, () -> distance + " of " + rule.buckets());
            }
        }
    }

    @Test
    void bucketsThatCannotHoldTheDistancesAreRefused() {
        assertThrows(ShapeMismatch.class, () -> rule(8, 5));
        assertThrows(ShapeMismatch.class, () -> rule(3, 100));
    }

    private static PositionBuckets rule(int perWay, int distance) {
        return new PositionBuckets(Param.of("positions.weight", 2 * (perWay + 1), 3), distance);
    }
}
