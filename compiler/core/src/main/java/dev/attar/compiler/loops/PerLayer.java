package dev.attar.compiler.loops;

import java.util.List;

/**
 * How far the memory of a layer is from that of the first one: at layer {@code n}, {@code (n - first) / step * stride}. Layers that
 * lie in memory are {@code first}, {@code first + step}, …; who goes through them may do so in any direction.
 *
 * @param stride from one layer's memory to the next one's: a polynomial over sizes
 */
public record PerLayer(int first, int step, Index stride) {
    /** The distance at a layer. */
    public Index at(int layer) {
        if ((layer - first) % step != 0)
            throw new IllegalArgumentException(
                    "layer " + layer + " is not one of " + first + ", " + (first + step) + " …");
        return stride.times((layer - first) / step);
    }

    /** Whether these layers are among those that have memory, {@code count} of them. */
    public boolean has(Layers layers, int count) {
        List<Integer> numbers = layers.numbers();
        return numbers.stream().allMatch(n -> n >= first && (n - first) % step == 0 && (n - first) / step < count);
    }
}
