package dev.attar.compiler.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What is added to each score of attention, from the distance of the two tokens alone. */
public sealed interface ScoreBias {
    /** The parameters it reads. */
    default List<Param> params() {
        return List.of();
    }

    /** Nothing. */
    record None() implements ScoreBias {}

    /**
     * {@code - slope(h) |query - key|}: distant tokens count less, more so in the first heads. Source: Press, Smith and Lewis
     * 2021, section 3; the slopes of head counts that are no power of 2 as in BLOOM (Le Scao et al. 2022).
     */
    record Alibi() implements ScoreBias {
        /**
         * With n the largest power of 2 up to {@code heads}: {@code 2^(-8 (h + 1) / n)} for the first n heads, and for the rest
         * every second one of the slopes that 2n heads would have.
         */
        public double slope(int head, int heads) {
            int n = Integer.highestOneBit(heads);
            return head < n
                    ? StrictMath.pow(2, -8.0 * (head + 1) / n)
                    : StrictMath.pow(2, -4.0 * (2 * (head - n) + 1) / n);
        }
    }

    /**
     * {@code table[bucket(key - query)][h]}: (buckets, heads), learned. Near distances have a bucket each, far ones share
     * buckets that grow with the logarithm of the distance, and all from {@code distance} on the last.
     *
     * <p>Source: Raffel et al. 2019, section 2.1.
     *
     * @param bothWays half of the buckets are for keys after the query; otherwise those count as distance 0
     */
    record Relative(Param table, int distance, boolean bothWays) implements ScoreBias, DistanceBuckets {
        public Relative {
            Shapes.require(table.type().dimensions().size() == 2, "relative buckets", table);
            int ways = bothWays ? 2 : 1;
            int perWay = table.type().sizes().getFirst() / ways;
            Shapes.require(table.type().sizes().getFirst() % ways == 0, "relative buckets both ways", table);
            Shapes.require(perWay >= 2 && distance > perWay / 2, "relative buckets up to " + distance, table);
        }

        @Override
        public List<Param> params() {
            return List.of(table);
        }

        @Override
        public List<Integer> begins() {
            int perWay = bothWays ? buckets() / 2 : buckets();
            List<Integer> begins = new ArrayList<>();
            for (int bucket = 0; bucket < perWay; bucket++) {
                int low = 0;
                int high = distance;
                while (low < high) { // the least distance whose bucket is this one or a later one
                    int middle = (low + high) >>> 1;
                    if (ofDistance(middle, perWay) >= bucket) high = middle;
                    else low = middle + 1;
                }
                begins.add(low);
            }
            return begins;
        }

        @Override
        public int bucket(int offset) {
            if (!bothWays) return ofDistance(Math.max(0, -offset), buckets());
            return (offset > 0 ? buckets() / 2 : 0) + ofDistance(Math.abs(offset), buckets() / 2);
        }

        /**
         * The distance itself below {@code near = buckets / 2}; then near and the whole part of
         * {@code (buckets - near) log(n / near) / log(distance / near)}, decided in integers.
         */
        private int ofDistance(int n, int buckets) {
            int near = buckets / 2;
            if (n < near) return n;
            int far = buckets - near;
            int step = 0;
            while (step + 1 < far && reaches(n, near, step + 1, far)) step++;
            return near + step;
        }

        /** {@code (n / near)^far >= (distance / near)^step} */
        private boolean reaches(int n, int near, int step, int far) {
            BigInteger left = BigInteger.valueOf(n).pow(far);
            BigInteger right = BigInteger.valueOf(distance)
                    .pow(step)
                    .multiply(BigInteger.valueOf(near).pow(far - step));
            return left.compareTo(right) >= 0;
        }
    }
}
