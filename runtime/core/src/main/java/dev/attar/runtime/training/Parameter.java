package dev.attar.runtime.training;

import java.util.List;

/**
 * A parameter of a model that is trained.
 *
 * @param name as in the weight file: {@code encoder.3.attention.key.weight}
 * @param shape its dimensions, outermost first
 * @param trained whether it learns; frozen parameters have neither gradient nor moments
 */
public record Parameter(String name, List<Long> shape, boolean trained) {
    public Parameter {
        shape = List.copyOf(shape);
    }

    /** The product of the dimensions. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
