package dev.attar.compiler.check;

import java.util.Optional;

/**
 * How far the attention of one layer sees.
 *
 * @param band so many places; nothing: everything
 * @param base of this layer's rotary positions, where it is not that of the others
 * @param global so many first tokens of a sequence see everything, with projections of their own, and are seen by all (Beltagy et
 *     al. 2020)
 */
public record Reach(Optional<Integer> band, Optional<Double> base, Optional<Integer> global) {
    public static final Reach FULL = new Reach(Optional.empty(), Optional.empty());

    public Reach {
        global.ifPresent(tokens -> ModelSpec.dimension("global", tokens));
        band.ifPresent(places -> ModelSpec.dimension("band", places));
        base.ifPresent(given -> ModelSpec.demand(DecimalRange.BASE.contains(given), "rotary base", given));
    }

    /** Without global tokens. */
    public Reach(Optional<Integer> band, Optional<Double> base) {
        this(band, base, Optional.empty());
    }

    /** This reach, with the first {@code tokens} tokens of a sequence global. */
    public Reach withGlobal(int tokens) {
        return new Reach(band, base, Optional.of(tokens));
    }

    public static Reach band(int places) {
        return new Reach(Optional.of(places), Optional.empty());
    }
}
