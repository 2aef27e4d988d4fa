package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Constant;
import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Element type and shape. At most the first dimension is ragged: activations are (T,C) or (B,C), parameters are (C) or
 * (N,K), indices are (T).
 */
public record TensorType(ElementType element, List<Dimension> dimensions) {
    public TensorType {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) throw new IllegalArgumentException("a tensor has at least one dimension");
        if (dimensions.stream().skip(1).anyMatch(Ragged.class::isInstance))
            throw new IllegalArgumentException("only the first dimension can be ragged: " + dimensions);
    }

    /** Floats of (rows, columns). */
    public static TensorType rows(Ragged rows, int columns) {
        return new TensorType(ElementType.FLOAT, List.of(rows, new Constant(columns)));
    }

    /** Indices of (T). */
    public static TensorType indices() {
        return new TensorType(ElementType.INDEX, List.of(Ragged.TOKENS));
    }

    /** Indices, one for each row. */
    public static TensorType indices(Ragged rows) {
        return new TensorType(ElementType.INDEX, List.of(rows));
    }

    /** Indices, a constant number of them. */
    public static TensorType indices(int count) {
        return new TensorType(ElementType.INDEX, List.of(new Constant(count)));
    }

    /** Floats of constant shape, as parameters have. */
    public static TensorType constant(int... sizes) {
        return new TensorType(
                ElementType.FLOAT,
                java.util.Arrays.stream(sizes)
                        .mapToObj(Constant::new)
                        .map(Dimension.class::cast)
                        .toList());
    }

    /** The last dimension; it is a constant except for indices. */
    public int last() {
        if (dimensions.getLast() instanceof Constant(int size)) return size;
        throw new IllegalStateException("no constant last dimension in " + this);
    }

    /** The first dimension where it is ragged. */
    public Ragged ragged() {
        if (dimensions.getFirst() instanceof Ragged ragged) return ragged;
        throw new IllegalStateException("not ragged: " + this);
    }

    /** Whether no dimension is ragged. */
    public boolean isConstant() {
        return dimensions.getFirst() instanceof Constant;
    }

    /** The sizes of a constant shape. */
    public List<Integer> sizes() {
        return dimensions.stream()
                .map(d -> switch (d) {
                    case Constant(int size) -> size;
                    case Ragged r -> throw new IllegalStateException("ragged dimension " + r + " in " + this);
                })
                .toList();
    }

    /** Elements of a constant shape. */
    public long elements() {
        return sizes().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        String shape = dimensions.stream().map(Object::toString).collect(Collectors.joining(","));
        return (element == ElementType.INDEX ? "index" : "") + "(" + shape + ")";
    }
}
