package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.DistanceBuckets;
import dev.attar.compiler.model.Param;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameters as one kernel wants them: which lie together, and how. Two kernels that want the same thing share it.
 *
 * @param floats length of the block in units of 4 bytes, a multiple of 16 so that the next one begins at a cache line
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

    /** A table of buckets of distances, a row for each head or channel. */
    static WeightUse distances(DistanceBuckets rule, int stride, int middle, int columns) {
        return new WeightUse(
                List.of(rule.table()),
                new Layout.Distances(stride, middle, columns, rule),
                Math.multiplyExact((long) rule.table().type().last(), stride));
    }

    /** Matrices one below the other, for products. */
    static WeightUse product(List<Param> params, Storage storage) {
        int rows = Rows.padded(
                params.stream().mapToInt(p -> p.type().sizes().getFirst()).sum());
        int columns = params.getFirst().type().last();
        long floats = storage.bytes(rows, columns) / Float.BYTES; // rows are a multiple of 16
        return new WeightUse(
                params,
                new Layout.Product(0, rows, columns, storage, 0),
                Math.ceilDiv(floats, Rows.PAD) * (long) Rows.PAD);
    }

    boolean perLayer() {
        return params.getFirst().isPerLayer();
    }

    String name() {
        return params.stream().map(Param::name).collect(Collectors.joining(" | "));
    }
}
