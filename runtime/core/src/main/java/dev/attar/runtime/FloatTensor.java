package dev.attar.runtime;

import dev.attar.runtime.files.Quoted;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers with a shape, row-major: what {@link Weights#of} is made from.
 *
 * @param shape dimensions, outermost first
 * @param values as many as the product of the dimensions; not copied
 */
public record FloatTensor(List<Long> shape, float[] values) {
    /** @throws IllegalArgumentException when the shape has a negative dimension or asks for another number of values */
    public FloatTensor {
        shape = List.copyOf(shape);
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException(values.length + " values do not fill the shape " + Quoted.shape(shape));
        }
    }

    /** The values under the shape. */
    public static FloatTensor of(float[] values, long... shape) {
        return new FloatTensor(Arrays.stream(shape).boxed().toList(), values);
    }

    /** The product of the dimensions. */
    static long elements(List<Long> shape) {
        long elements = 1;
        for (long dimension : shape) {
            if (dimension < 0 || Math.multiplyHigh(elements, dimension) != 0 || elements * dimension < 0) {
                throw new IllegalArgumentException("no tensor can have the shape " + Quoted.shape(shape));
            }
            elements *= dimension;
        }
        return elements;
    }
}
