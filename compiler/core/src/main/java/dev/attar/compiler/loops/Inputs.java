package dev.attar.compiler.loops;

import java.util.List;

/**
 * What an entry point is given in a call. Nothing else is assumed about it: sizes, checks, warm-up batches and device buffers follow
 * from here.
 *
 * @param axes its ragged dimensions; the first has at least one row for each sequence
 * @param inputs in the order in which callers give them
 */
public record Inputs(List<Axis> axes, List<Input> inputs) {
    public Inputs {
        axes = List.copyOf(axes);
        inputs = List.copyOf(inputs);
    }

    public Axis axis(String name) {
        return axes.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    }

    /** The axis that this array says the beginnings of, or that its values belong to. */
    public Axis axis(Index.Array array) {
        for (Axis axis : axes) if (axis.starts().equals(array)) return axis;
        for (Input input : inputs)
            if (input.array().equals(array)) return axis(input.axis()); // none where it has no rows
        throw new IllegalArgumentException("no input has the array " + array);
    }
}
