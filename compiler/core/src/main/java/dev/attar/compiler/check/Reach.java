package dev.attar.compiler.check;

import java.util.Optional;

/**
 * How far the attention of one layer sees.
 *
 * @param band so many places; nothing: everything
 * @param base of this layer's rotary positions, where it is not that of the others
 */
public record Reach(Optional<Integer> band, Optional<Double> base) {
    public static final Reach FULL = new Reach(Optional.empty(), Optional.empty());

    public Reach {
        band.ifPresent(places -> ModelSpec.dimension("band", places));
        base.ifPresent(given -> ModelSpec.demand(DecimalRange.BASE.contains(given), "rotary base", given));
    }

    public static Reach band(int places) {
        return new Reach(Optional.of(places), Optional.empty());
    }
}
