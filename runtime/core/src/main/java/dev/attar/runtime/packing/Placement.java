package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One tensor and one place it is packed to: a slot, for one of its layers.
 *
 * @param tensor the tensor's full name, the layer's number in it
 * @param block first float of the packed block
 */
public record Placement(String tensor, Slot slot, long block) {
    private static final Slot.Layers ONCE = new Slot.Layers(0, 0, 1);

    /**
     * Every placement of a plan, in the plan's order.
     *
     * @throws IllegalArgumentException when the plan contradicts itself, which no generated plan does
     */
    public static List<Placement> of(ProgramPlan plan) {
        List<Placement> placements = new ArrayList<>();
        for (Slot slot : plan.slots()) {
            Slot.Layers layers = slot.layers().orElse(ONCE);
            for (int i = 0; i < layers.count(); i++) {
                Placement placement =
                        new Placement(name(slot, layers, i), slot, slot.offset() + i * slot.layerStride());
                placement.check(plan);
                placements.add(placement);
            }
        }
        return placements;
    }

    /** The shape its tensor must have. */
    List<Long> shape() {
        List<Long> shape = new ArrayList<>();
        for (int dimension : slot.shape()) {
            shape.add((long) dimension);
        }
        return List.copyOf(shape);
    }

    int rows() {
        return slot.shape().size() == 1 ? 1 : slot.shape().getFirst();
    }

    public int columns() {
        return slot.shape().getLast();
    }

    public boolean fromWeights() {
        return slot.source().equals(Source.WEIGHTS);
    }

    private static String name(Slot slot, Slot.Layers layers, int repeat) {
        return layers == ONCE
                ? slot.parameter()
                : slot.parameter().replace("*", Integer.toString(layers.first() + repeat * layers.step()));
    }

    private void check(ProgramPlan plan) {
        boolean shaped = (slot.shape().size() == 1 || slot.shape().size() == 2) && Collections.min(slot.shape()) > 0;
        if (!shaped || block < 0 || blockEnd() > plan.weightFloats()) {
            throw new IllegalArgumentException("the plan of " + plan.model() + " contradicts itself at " + tensor + ": "
                    + slot + " among " + plan.weightFloats() + " floats");
        }
    }

    /** The float after the block; beyond all memory when the layout cannot hold the parameter. */
    private long blockEnd() {
        return switch (slot.layout()) {
            case Layout.Rows(int stride) ->
                stride < columns() ? Long.MAX_VALUE : block + (rows() - 1L) * stride + columns();
            case Layout.Distances(int stride, int middle, int places, List<Integer> begins, boolean bothWays) ->
                stride < places + rows()
                                || middle < 0
                                || middle >= places
                                || begins.size() * (bothWays ? 2 : 1) != rows()
                        ? Long.MAX_VALUE
                        : block + (long) columns() * stride;
            case Layout.Panels(int width, int firstRow, int totalRows) ->
                width < 1 || firstRow < 0 || firstRow + (long) rows() > totalRows
                        ? Long.MAX_VALUE
                        : block + (long) totalRows * columns();
            case Layout.Bfloat16Panels(int width, int lanes, int firstRow, int totalRows) ->
                width < 1 || lanes < 1 || firstRow < 0 || firstRow + (long) rows() > totalRows
                        ? Long.MAX_VALUE
                        : block + Math.ceilDiv((long) totalRows * columns(), 2L);
            case Layout.Int8Panels panels ->
                panels.width() < 1
                                || panels.group() < 1
                                || panels.firstRow() < 0
                                || panels.totalRows() % panels.width() != 0
                                || panels.firstRow() + (long) rows() > panels.totalRows()
                        ? Long.MAX_VALUE
                        : block + Math.ceilDiv(panels.totalRows() * panels.rowBytes(columns()), 4L);
        };
    }
}
