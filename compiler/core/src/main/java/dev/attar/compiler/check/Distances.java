package dev.attar.compiler.check;

import dev.attar.compiler.model.PositionBuckets;
import java.util.Optional;

/** How a score of attention depends on how far apart its two tokens are. */
public sealed interface Distances {
    /** Not at all. */
    record None() implements Distances {}

    /**
     * Queries and keys are turned by their positions (Su et al. 2021).
     *
     * @param base frequencies fall from 1 to nearly 1 / base
     * @param share of a head's channels that are turned, above 0 and at most 1
     * @param pairs channels 2i and 2i + 1 are turned together; otherwise i and i + half
     */
    record Rotary(double base, double share, boolean pairs, Scaling scaling) implements Distances {
        public static final double USUAL_BASE = 10000;

        public Rotary {
            ModelSpec.demand(DecimalRange.BASE.contains(base), "a rotary base of", base);
            ModelSpec.demand(DecimalRange.SHARE.contains(share), "a rotary share of", share);
        }

        /** The rotation of Llama: every channel, base {@value #USUAL_BASE}, not scaled. */
        public Rotary() {
            this(USUAL_BASE, 1, false, new Scaling.None());
        }

        /** How many channels of a head of this width are turned; nothing where that is no even number. */
        public java.util.OptionalInt channels(int headWidth) {
            double turned = headWidth * share;
            long rounded = Math.round(turned);
            boolean even = rounded >= 2 && rounded % 2 == 0 && Math.abs(turned - rounded) < 1e-6;
            return even ? java.util.OptionalInt.of((int) rounded) : java.util.OptionalInt.empty();
        }
    }

    /** Distant tokens count less (Press, Smith and Lewis 2021). */
    record Alibi() implements Distances {}

    /**
     * A learned number for each head and bucket of distances, the same in all layers (Raffel et al. 2019). An encoder has half of
     * the buckets for each direction.
     *
     * @param maxDistance from here on all are in the last bucket
     */
    record Relative(int buckets, int maxDistance) implements Distances {
        public static final int USUAL_BUCKETS = 32;
        public static final int USUAL_DISTANCE = 128;

        public Relative {
            ModelSpec.dimension("buckets", buckets);
            ModelSpec.dimension("max_distance", maxDistance);
        }

        /** Whether the buckets can hold the distances, in an encoder or in a decoder. */
        public boolean fits(boolean bothWays) {
            int perWay = bothWays ? buckets / 2 : buckets;
            return buckets <= Limits.MAX_BUCKETS
                    && (!bothWays || buckets % 2 == 0)
                    && perWay >= 2
                    && maxDistance > perWay / 2;
        }
    }

    /**
     * Contents attend to relative positions and positions to contents, with learned keys and queries of each bucket of distances in
     * each layer (He et al. 2021, DeBERTa). The buckets of a direction have the numbers 0 to {@code buckets}.
     *
     * @param maxDistance nothing: every distance has a bucket, as far as they go; otherwise those of the farther half grow with the
     *     logarithm of the distance
     * @param keys whether positions have keys, which contents attend to
     * @param queries whether positions have queries, which attend to contents
     */
    record Disentangled(int buckets, Optional<Integer> maxDistance, boolean keys, boolean queries)
            implements Distances {
        public Disentangled {
            ModelSpec.dimension("buckets", buckets);
            maxDistance.ifPresent(distance -> ModelSpec.dimension("max_distance", distance));
            ModelSpec.demand(keys || queries, "positions without keys and", "queries");
        }

        /** Whether the buckets can hold the distances. */
        public boolean fits() {
            return buckets <= Limits.MAX_BUCKETS
                    && maxDistance
                            .map(distance -> PositionBuckets.fits(buckets, distance))
                            .orElse(true);
        }
    }

    /** Rotary frequencies for a context longer than the one trained on. */
    sealed interface Scaling {
        /** Unchanged. */
        record None() implements Scaling {}

        /** All are divided. */
        record Linear(double factor) implements Scaling {
            public Linear {
                ModelSpec.demand(DecimalRange.FACTOR.contains(factor), "a rotary factor of", factor);
            }
        }

        /** Slow ones are divided (Llama 3). */
        record Llama3(double factor, double low, double high, int context) implements Scaling {
            public Llama3 {
                ModelSpec.demand(DecimalRange.FACTOR.contains(factor), "a rotary factor of", factor);
                ModelSpec.demand(
                        DecimalRange.FACTOR.contains(low) && DecimalRange.FACTOR.contains(high) && high > low,
                        "rotary turns from " + low + " to",
                        high);
                ModelSpec.dimension("a rotary context", context);
            }
        }
    }
}
