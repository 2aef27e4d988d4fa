package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.model.Mask;

/**
 * The keys that a query sees, as bounds of loops. Neither falls as queries go on.
 *
 * @param first place of the first one in its sequence
 * @param end one past the place of the last one
 */
record SeenKeys(Index first, Index end) {
    /** All of them. */
    static SeenKeys all(Index keys) {
        return new SeenKeys(Index.ZERO, keys);
    }

    /**
     * @param place of the query in its sequence
     * @param keys of the sequence
     */
    static SeenKeys of(Mask mask, Index place, Index keys) {
        return switch (mask) {
            case Mask.None() -> all(keys);
            case Mask.Causal() -> new SeenKeys(Index.ZERO, place.plus(1));
            case Mask.Banded(int width, boolean causal) -> {
                // The larger of 0 and place - width.
                Index first =
                        Index.smaller(Index.of(width).minus(place), Index.ZERO).times(-1);
                Index end = causal ? place.plus(1) : Index.smaller(place.plus(width + 1L), keys);
                yield new SeenKeys(first, end);
            }
        };
    }

    /** Where the whole vectors begin that have them all. */
    Index from() {
        return Index.roundDown(first, Rows.PAD);
    }

    /** Where those vectors end. */
    Index to() {
        return Index.roundUp(end, Rows.PAD);
    }
}
