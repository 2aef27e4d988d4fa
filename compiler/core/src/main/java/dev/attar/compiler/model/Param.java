package dev.attar.compiler.model;

/**
 * A tensor that is part of the model.
 *
 * @param name canonical name ({@code compiler/docs/parameters.md}); inside a {@link Repeat} it holds one {@code *}, the
 *     layer's number
 * @param type constant shape
 * @param source where its numbers come from
 */
public record Param(String name, TensorType type, Source source) {
    /** Where the numbers of a parameter come from. */
    public enum Source {
        /** The weight file. */
        WEIGHTS,
        /** Sines and cosines of the position (Vaswani et al. 2017, section 3.5). */
        SINUSOIDAL_POSITIONS
    }

    public static Param of(String name, int... sizes) {
        return new Param(name, TensorType.constant(sizes), Source.WEIGHTS);
    }

    /** Whether each layer of a repeat has its own. */
    public boolean isPerLayer() {
        return name.indexOf('*') >= 0;
    }

    /** The name in the weight file for one layer. */
    public String name(int layer) {
        return name.replace("*", Integer.toString(layer));
    }

    @Override
    public String toString() {
        return name;
    }
}
