package dev.attar.compiler.lower;

import dev.attar.compiler.loops.LoopProgram.Layout;
import dev.attar.compiler.model.Param;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameters as one kernel wants them: which lie together, and how. Two kernels that want the same thing share it.
 *
 * @param floats length of the block
 */
record WeightUse(List<Param> params, Layout layout, long floats) {
    WeightUse {
        params = List.copyOf(params);
    }

    /** Vectors side by side, padded with zeros. */
    static WeightUse vector(List<Param> params) {
        int all = params.stream().mapToInt(p -> p.type().last()).sum();
        return new WeightUse(params, new Layout.Rows(Rows.padded(all)), Rows.padded(all));
    }

    /** A table whose rows are looked up. */
    static WeightUse table(Param param) {
        int stride = Rows.padded(param.type().last());
        return new WeightUse(
                List.of(param),
                new Layout.Rows(stride),
                Math.multiplyExact((long) param.type().sizes().getFirst(), stride));
    }

    /** Matrices one below the other, for products. */
    static WeightUse product(List<Param> params) {
        int rows = Rows.padded(
                params.stream().mapToInt(p -> p.type().sizes().getFirst()).sum());
        int columns = params.getFirst().type().last();
        return new WeightUse(params, new Layout.Product(0, rows, columns), Math.multiplyExact((long) rows, columns));
    }

    boolean perLayer() {
        return params.getFirst().isPerLayer();
    }

    String name() {
        return params.stream().map(Param::name).collect(Collectors.joining(" | "));
    }
}
