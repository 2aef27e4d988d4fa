package dev.attar.compiler.reference;

import dev.attar.compiler.model.Dimension;
import dev.attar.compiler.model.Dimension.Constant;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.TensorType;
import java.util.List;
import java.util.Map;

/**
 * What is given to an entry point besides tokens, by the inputs' names; of an input for each layer, with the layer's number
 * for the {@code *}.
 *
 * @param floats (R,C) or (N,K); a vector (N) as one row
 * @param indices (R), or a constant number of them
 */
public record Inputs(Map<String, double[][]> floats, Map<String, int[]> indices) {
    static final Inputs NONE = new Inputs(Map.of(), Map.of());

    public Inputs {
        floats = Map.copyOf(floats);
        indices = Map.copyOf(indices);
    }

    Tensor of(String name, TensorType type, Streams streams) {
        int rows = rows(type, streams);
        if (type.element() == ElementType.INDEX) {
            int[] given = indices.get(name);
            if (given == null || given.length != rows) throw refused(name, type, rows);
            return new Tensor.Indices(given);
        }
        double[][] given = floats.get(name);
        if (given == null || given.length != rows) throw refused(name, type, rows);
        for (double[] row : given) if (row.length != type.last()) throw refused(name, type, rows);
        return new Tensor.Rows(given);
    }

    private static int rows(TensorType type, Streams streams) {
        List<Dimension> all = type.dimensions();
        boolean vector = type.element() == ElementType.FLOAT && all.size() == 1;
        if (vector) return 1;
        return switch (all.getFirst()) {
            case Constant(int size) -> size;
            case Ragged.SEQUENCES -> streams.sequences();
            case Ragged rows -> streams.of(rows).tokenCount();
        };
    }

    private static IllegalArgumentException refused(String name, TensorType type, int rows) {
        return new IllegalArgumentException(
                "input " + name + " " + type + " is missing or has another shape; " + rows + " rows are expected");
    }
}
