package dev.attar.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** The vectors that generated code computes with. All widths give the same bits; they differ in speed. */
public enum Width {
    /** 16 floats: 512 bits. */
    LANES_16(16, 16),
    /** 8 floats: 256 bits. */
    LANES_8(8, 8),
    /** 4 floats: 128 bits. */
    LANES_4(4, 16),
    /** No vectors: plain Java, which needs no module. */
    SCALAR(1, 16);

    private final int lanes;
    private final int panel;

    Width(int lanes, int panel) {
        this.lanes = lanes;
        this.panel = panel;
    }

    /** Floats in one vector; 1 for scalar. */
    public int lanes() {
        return lanes;
    }

    /** Columns of a panel of floats in weights that are packed for this width; scalar code reads those of every width. */
    int panel() {
        return panel;
    }

    /** The next narrower one of these, else the next wider one. */
    Width nextOf(Set<Width> some) {
        return some.stream()
                .filter(other -> other.lanes <= lanes)
                .max(Comparator.comparing(Width::lanes))
                .orElseGet(() -> Collections.min(some, Comparator.comparing(Width::lanes)));
    }

    /** The width with this name as people write it: 16, 8, 4 or scalar. */
    public static Optional<Width> named(String name) {
        return Arrays.stream(values())
                .filter(width -> width.toString().equals(name))
                .findFirst();
    }

    /** 16, 8, 4 or scalar. */
    @Override
    public String toString() {
        return this == SCALAR ? "scalar" : Integer.toString(lanes);
    }
}
