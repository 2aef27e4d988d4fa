package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.model.DistanceBuckets;
import dev.attar.compiler.model.Param;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameters as one kernel wants them: which lie together, and how. Two kernels that want the same thing share it.
 *
 * @param element how each number is stored
 * @param floats length of the block in units of 4 bytes, a multiple of 16 so that the next one begins at a cache line
 */
record WeightUse(List<Param> params, Layout layout, Element element, long floats) {
    WeightUse {
        params = List.copyOf(params);
    }

    /** Vectors side by side, padded with zeros. */
    static WeightUse vector(List<Param> params) {
        int all = params.stream().mapToInt(p -> p.type().last()).sum();
        return new WeightUse(params, new Layout.Rows(Rows.padded(all)), Element.FP32, Rows.padded(all));
    }

    /** A table whose rows are looked up. */
    static WeightUse table(Param param) {
        int stride = Rows.padded(param.type().last());
        return new WeightUse(
                List.of(param),
                new Layout.Rows(stride),
                Element.FP32,
                Math.multiplyExact((long) param.type().sizes().getFirst(), stride));
    }

    /** A table of buckets of distances, a row for each head or channel. */
    static WeightUse distances(DistanceBuckets rule, int stride, int middle, int columns) {
        return new WeightUse(
                List.of(rule.table()),
                new Layout.Distances(stride, middle, columns, rule),
                Element.FP32,
                Math.multiplyExact((long) rule.table().type().last(), stride));
    }

    /** Matrices one below the other, for products. */
    static WeightUse product(List<Param> params, Element element) {
        int rows = Rows.padded(
                params.stream().mapToInt(p -> p.type().sizes().getFirst()).sum());
        int columns = params.getFirst().type().last();
        long floats = Math.multiplyExact((long) rows, columns) / element.perFloat(); // rows are even
        return new WeightUse(
                params,
                new Layout.Product(0, rows, columns, element, 0),
                element,
                Math.ceilDiv(floats, Rows.PAD) * (long) Rows.PAD);
    }

    boolean perLayer() {
        return params.getFirst().isPerLayer();
    }

    String name() {
        return params.stream().map(Param::name).collect(Collectors.joining(" | "));
    }
}
