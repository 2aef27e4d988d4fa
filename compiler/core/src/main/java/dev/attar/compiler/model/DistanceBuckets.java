package dev.attar.compiler.model;

import java.util.List;

/**
 * Offsets of key and query that share a row of a learned table. The rows of keys before a query, and of the query's own place, come
 * first, by growing distance; both ways, as many rows for keys after it follow.
 */
public sealed interface DistanceBuckets permits ScoreBias.Relative, PositionBuckets {
    /** (buckets, numbers of each). */
    Param table();

    /** Rows of the table. */
    default int buckets() {
        return table().type().sizes().getFirst();
    }

    /** The distance from which on all are in the last bucket; 0: as many as there are buckets. */
    int distance();

    /** Whether keys after the query have buckets of their own; otherwise those count as distance 0. */
    boolean bothWays();

    /** The nearest distance of each bucket of one way; where no distance has a bucket, that of the next one. */
    List<Integer> begins();

    /** The row of the table for a key {@code offset} places after the query (before it, when negative). */
    int bucket(int offset);
}
