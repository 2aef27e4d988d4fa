package dev.attar.compiler.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of disentangled attention: those of each direction have the numbers 0 to {@code perWay}. A distance is its own bucket,
 * up to the last; or, where there is a largest distance, up to {@code near = perWay / 2}, and from there on {@code near} and the part
 * of {@code (near - 1) log(n / near) / log((distance - 1) / near)}, rounded up, decided in integers.
 *
 * <p>Source: He, Liu, Gao and Chen 2021, section 3.1; logarithmic buckets as in DeBERTa-v2.
 *
 * @param table (2 (perWay + 1), numbers of each)
 * @param distance 0: every distance has a bucket of its own, as far as they go
 */
public record PositionBuckets(Param table, int distance) implements DistanceBuckets {
    /** Farther than any two tokens are. */
    private static final int FARTHEST = 1 << 25;

    public PositionBuckets {
        Shapes.require(table.type().dimensions().size() == 2, "position buckets", table);
        int rows = table.type().sizes().getFirst();
        Shapes.require(rows >= 4 && rows % 2 == 0, "position buckets of both directions", table);
        Shapes.require(distance == 0 || fits(rows / 2 - 1, distance), "position buckets up to " + distance, table);
    }

    /** Whether so many buckets of a direction can hold distances up to this one. */
    public static boolean fits(int perWay, int distance) {
        return perWay >= 4 && distance - 1 > perWay / 2;
    }

    /** The last bucket of a direction. */
    public int perWay() {
        return buckets() / 2 - 1;
    }

    @Override
    public boolean bothWays() {
        return true;
    }

    @Override
    public List<Integer> begins() {
        List<Integer> begins = new ArrayList<>();
        for (int bucket = 0; bucket <= perWay(); bucket++) {
            if (distance == 0 || bucket <= near()) begins.add(bucket);
            else begins.add(beyond(bucket - 1 - near()));
        }
        return begins;
    }

    /** The least distance that so many steps do not reach. */
    private int beyond(int steps) {
        int low = near() + 1;
        int high = FARTHEST;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reaches(middle, steps)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    @Override
    public int bucket(int offset) {
        return (offset > 0 ? buckets() / 2 : 0) + ofDistance(Math.abs(offset));
    }

    private int ofDistance(int n) {
        if (distance == 0 || n <= near()) return Math.min(n, perWay());
        double steps = (near() - 1) * Math.log((double) n / near()) / Math.log((distance - 1.0) / near());
        int step = Math.max(0, (int) Math.ceil(steps) - 1); // one too few, so that rounding does not matter
        while (near() + step < perWay() && !reaches(n, step)) step++;
        return Math.min(near() + step, perWay());
    }

    private int near() {
        return perWay() / 2;
    }

    /** {@code (n / near)^(near - 1) <= ((distance - 1) / near)^steps} */
    private boolean reaches(int n, int steps) {
        BigInteger near = BigInteger.valueOf(near());
        BigInteger left = BigInteger.valueOf(n).pow(near() - 1).multiply(near.pow(steps));
        BigInteger right = BigInteger.valueOf(distance - 1L).pow(steps).multiply(near.pow(near() - 1));
        return left.compareTo(right) <= 0;
    }
}
