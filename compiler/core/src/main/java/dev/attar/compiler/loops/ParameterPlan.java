package dev.attar.compiler.loops;

import dev.attar.compiler.model.Param;
import java.util.List;
import java.util.Optional;

/**
 * Where everything lies that a trainer keeps between calls, in one array of floats: the values of all parameters, the gradients of
 * those that are trained, and their moments. A parameter has the same place in each part; values and padding that no number goes to
 * are 0. Matrices are row-major, (out, in), without gaps, so that both their gradients and the products of the backward pass find
 * neighbours side by side.
 *
 * @param blocks each parameter once: those that are trained, then the frozen ones
 * @param floats of the values of all parameters
 * @param trained of the values of trained ones, which come first; as many floats have gradients and each of the moments
 * @param moments how many moments the optimizer keeps: 0, 1 or 2
 * @param betas by which Adam's corrections of its moments are made; empty: the optimizer has none
 */
public record ParameterPlan(List<Block> blocks, long floats, long trained, int moments, List<Double> betas) {
    /** Of a program that does not train. */
    public static final ParameterPlan NONE = new ParameterPlan(List.of(), 0, 0, 0, List.of());

    public ParameterPlan {
        blocks = List.copyOf(blocks);
        betas = List.copyOf(betas);
    }

    /** What a trainer has for each parameter. */
    public enum Part {
        /** The parameter itself. */
        VALUE,
        /** The gradient of the sum of the losses. */
        GRADIENT,
        /** The first moment. */
        FIRST,
        /** The second moment. */
        SECOND
    }

    /**
     * One parameter, that of each layer where there are layers.
     *
     * @param offset first float, in the part of the values
     * @param layers that have one each, one behind the other; empty where the model has it once
     * @param layerFloats from one layer to the next
     */
    public record Block(Param param, long offset, Optional<Layers> layers, long layerFloats, boolean trained) {}

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Where a part begins. */
    public long begin(Part part) {
        return part == Part.VALUE ? 0 : floats + (part.ordinal() - 1) * trained;
    }

    /** Everything. */
    public long all() {
        return isEmpty() ? 0 : floats + (1 + moments) * trained;
    }

    public Block block(Param param) {
        return blocks.stream()
                .filter(b -> b.param().equals(param))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no place for the parameter " + param));
    }

    /** Where kernels find a part of a parameter. */
    public Place.Parameters place(Param param, Part part) {
        Block block = block(param);
        if (part != Part.VALUE && !block.trained())
            throw new IllegalArgumentException(param + " is frozen and has no " + part);
        return new Place.Parameters(
                param.name(),
                part,
                begin(part) + block.offset(),
                block.layers().map(l -> new PerLayer(l.first(), l.step(), Index.of(block.layerFloats()))));
    }
}
