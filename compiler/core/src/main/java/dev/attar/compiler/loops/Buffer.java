package dev.attar.compiler.loops;

import java.util.List;

/**
 * Memory that a kernel reads or writes, as a formal parameter: the caller says where it begins.
 *
 * @param name unique in its kernel
 * @param element what lies there; places and strides are counted in it. A load widens it to a float
 * @param strides elements from one index to the next, for each dimension
 */
public record Buffer(String name, Space space, Element element, List<Index> strides) {
    public Buffer {
        if (element != Element.FP32 && space != Space.WEIGHT && space != Space.WINDOW)
            throw new IllegalArgumentException(name + ": only weights are stored as " + element.symbol());
        strides = List.copyOf(strides);
    }

    /** Of floats. */
    public Buffer(String name, Space space, List<Index> strides) {
        this(name, space, Element.FP32, strides);
    }

    public static Buffer rows(String name, Space space, int stride) {
        return new Buffer(name, space, List.of(Index.of(stride), Index.of(1)));
    }

    public static Buffer vector(String name, Space space) {
        return new Buffer(name, space, List.of(Index.of(1)));
    }

    /** Whether it lies in the packed weights. */
    public boolean isOfWeights() {
        return space == Space.WEIGHT || space == Space.WINDOW;
    }

    /** A view of this buffer's memory in other dimensions. */
    public Buffer withStrides(List<Index> others) {
        return new Buffer(name, space, element, others);
    }

    /** The element at these indices, counted from where the buffer begins. */
    public Index offset(List<Index> indices) {
        if (indices.size() != strides.size())
            throw new IllegalArgumentException(name + " has " + strides.size() + " dimensions, not " + indices.size());
        Index sum = Index.ZERO;
        for (int i = 0; i < indices.size(); i++) sum = sum.plus(indices.get(i).times(strides.get(i)));
        return sum;
    }
}
