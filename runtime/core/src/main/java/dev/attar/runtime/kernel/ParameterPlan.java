package dev.attar.runtime.kernel;

import java.util.List;
import java.util.Optional;

/**
 * Where everything lies that a trainer keeps between calls, in one array of floats: first the values of all parameters, then the
 * gradients of those that are trained, then each of their moments. A parameter has the same place within each. What no number
 * goes to holds 0, and stays so.
 *
 * @param blocks each parameter: those that are trained, then the frozen ones
 * @param floats of the values of all parameters
 * @param trained of the values of trained ones, which come first: so many floats have gradients and each of the moments
 * @param moments how many moments the optimizer keeps: 0, 1 or 2
 * @param betas by which the corrections of the moments at step t are made, {@code 1 - beta^t} each; empty: there are none
 */
public record ParameterPlan(List<Block> blocks, long floats, long trained, int moments, List<Double> betas) {
    public ParameterPlan {
        blocks = List.copyOf(blocks);
        betas = List.copyOf(betas);
    }

    /**
     * A parameter, row-major without gaps.
     *
     * @param parameter canonical name; a {@code *} in it stands for the layer's number
     * @param shape (columns) or (rows, columns)
     * @param layers which layers have one each, one behind the other; empty: the model has it once
     * @param offset first float among the values
     * @param layerStride floats from one layer to the next
     * @param trained whether it has a gradient and moments
     */
    public record Block(
            String parameter,
            List<Integer> shape,
            Optional<Slot.Layers> layers,
            long offset,
            long layerStride,
            boolean trained) {
        public Block {
            shape = List.copyOf(shape);
        }
    }

    /** Length of the array. */
    public long all() {
        return floats + (1 + moments) * trained;
    }

    /** Where the gradients begin (0), or a moment (1, 2). */
    public long begin(int part) {
        return floats + part * trained;
    }
}
