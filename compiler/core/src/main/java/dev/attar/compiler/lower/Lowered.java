package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Param;
import java.util.List;

/**
 * One operation as a kernel, with what its formal buffers stand for.
 *
 * @param arguments for each buffer of the kernel, in order
 */
record Lowered(Kernel kernel, List<Argument> arguments) {
    Lowered {
        arguments = List.copyOf(arguments);
    }

    /** What a formal buffer stands for. */
    sealed interface Argument {
        /** The rows of a value. */
        record OfValue(String value) implements Argument {}

        /** A part of what a trainer has for a parameter. */
        record OfParameter(Param param, ParameterPlan.Part part) implements Argument {}

        /** Parameters, packed together. */
        record OfWeights(WeightUse use) implements Argument {}

        /** What is kept between calls. */
        record OfState(CacheOp.Cache cache) implements Argument {}
    }

    static Argument vector(Param param) {
        return new Argument.OfWeights(WeightUse.vector(List.of(param)));
    }

    static Argument value(dev.attar.compiler.model.Value value) {
        return new Argument.OfValue(value.name());
    }
}
