package dev.attar.compiler.loops;

import dev.attar.compiler.model.Param;
import java.util.List;
import java.util.Optional;

/**
 * Parameters that lie together: one, or several side by side.
 *
 * @param name for comments
 * @param parts in order; part i begins at row (matrix) or element (vector) {@code firstRow}
 * @param layout how they are packed
 * @param offset first float: where it begins, in units of 4 bytes whatever its elements
 * @param layers the layers of a repeat that have a block each, one behind the other in memory; empty where the model has it once. A
 *     parameter {@code *+1} has its numbers there, too, not those of the layers after them
 * @param layerFloats floats from one layer to the next, counted likewise
 */
public record WeightBlock(
        String name, List<Part> parts, Layout layout, long offset, Optional<Layers> layers, long layerFloats) {
    public WeightBlock {
        parts = List.copyOf(parts);
        layers.ifPresent(l -> {
            if (l.first() < 0 || l.step() < 1 || l.count() < 1)
                throw new IllegalArgumentException("layers lie in memory in ascending order, not " + l);
        });
    }

    /** This block, packed otherwise. */
    public WeightBlock withLayout(Layout other) {
        return new WeightBlock(name, parts, other, offset, layers, layerFloats);
    }

    /** One parameter of a block. */
    public record Part(Param param, int firstRow) {
        public List<Integer> shape() {
            return param.type().sizes();
        }
    }

    /** Where kernels find it. */
    public Place.Weights place() {
        return new Place.Weights(
                name,
                offset,
                layout.element(),
                layers.map(l -> new PerLayer(l.first(), l.step(), Index.of(layerFloats))));
    }
}
