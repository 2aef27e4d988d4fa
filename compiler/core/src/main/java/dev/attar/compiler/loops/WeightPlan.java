package dev.attar.compiler.loops;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where every parameter of a model lies in the packed weights, for all of its entry points.
 *
 * @param floats length of the packed weights, in floats of 4 bytes, whatever their elements
 */
public record WeightPlan(List<WeightBlock> blocks, long floats) {
    public WeightPlan {
        blocks = List.copyOf(blocks);
    }

    /** A plan with every block changed; their places stay. */
    public WeightPlan map(UnaryOperator<WeightBlock> change) {
        return new WeightPlan(blocks.stream().map(change).toList(), floats);
    }

    /** The block that a place is in. */
    public WeightBlock block(Place.Weights place) {
        return blocks.stream()
                .filter(b -> b.offset() == place.offset())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no block begins at " + place));
    }
}
