package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layers;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A number that stands for where every value of the packed weights lies: another one when a plan has other lanes, another
 * length, or slots that differ in anything. Two plans have the same by accident once in 2^64.
 *
 * <p>Every start computes one, so it uses nothing whose first use is slow: no {@code MessageDigest}, no lambda, and no switch
 * over patterns (a test knows of every layout).
 *
 * <p>Source: 64-bit FNV-1a, Fowler, Noll and Vo.
 */
public record LayoutKey(long value) {
    public static LayoutKey of(ProgramPlan plan) {
        Hash hash = new Hash();
        hash.add(plan.packedLanes());
        hash.add(plan.weightFloats());
        hash.add(plan.slots().size());
        for (Slot slot : plan.slots()) {
            add(hash, slot);
        }
        return new LayoutKey(hash.value);
    }

    /** Takes records apart by patterns: a component more does not compile until it is added here. */
    private static void add(Hash hash, Slot slot) {
        if (slot
                instanceof
                Slot(
                        String parameter,
                        List<Integer> shape,
                        Optional<Layers> layers,
                        Layout layout,
                        long offset,
                        long layerStride,
                        Source source)) {
            hash.add(parameter);
            hash.add(shape.size());
            for (int dimension : shape) {
                hash.add(dimension);
            }
            add(hash, layers);
            add(hash, layout);
            hash.add(offset);
            hash.add(layerStride);
            add(hash, source);
        }
    }

    private static void add(Hash hash, Optional<Layers> layers) {
        if (layers.orElse(null) instanceof Layers(int first, int step, int count)) {
            hash.add(1);
            hash.add(first);
            hash.add(step);
            hash.add(count);
        } else {
            hash.add(0);
        }
    }

    private static void add(Hash hash, Source source) {
        if (source instanceof Source.Weights) {
            hash.add("WEIGHTS");
        } else if (source instanceof Source.Sinusoidal(boolean halves, boolean inclusive)) {
            hash.add((halves ? "SINUSOIDAL_HALVES" : "SINUSOIDAL_POSITIONS") + (inclusive ? "_INCLUSIVE" : ""));
        } else if (source instanceof Source.Turns(List<Double> frequencies)) {
            hash.add("TURNS");
            for (double frequency : frequencies) {
                hash.add(Double.doubleToLongBits(frequency));
            }
        } else if (source instanceof Source.Alibi(List<Double> slopes, int middle)) {
            hash.add("ALIBI");
            hash.add(slopes.size());
            for (double slope : slopes) {
                hash.add(Double.doubleToLongBits(slope));
            }
            hash.add(middle);
        } else {
            throw new IllegalStateException("no key for " + source);
        }
    }

    private static void add(Hash hash, Layout layout) {
        if (layout instanceof Layout.Rows(int stride)) {
            hash.add("rows");
            hash.add(stride);
        } else if (layout instanceof Layout.Panels(int width, int firstRow, int totalRows)) {
            hash.add("panels");
            hash.add(width);
            hash.add(firstRow);
            hash.add(totalRows);
        } else if (layout instanceof Layout.Bfloat16Panels(int width, int lanes, int firstRow, int totalRows)) {
            hash.add("bfloat16 panels");
            hash.add(width);
            hash.add(lanes);
            hash.add(firstRow);
            hash.add(totalRows);
        } else if (layout instanceof Layout.Int8Panels(int width, int group, int firstRow, int totalRows)) {
            hash.add("int8 panels");
            hash.add(width);
            hash.add(group);
            hash.add(firstRow);
            hash.add(totalRows);
        } else if (layout
                instanceof
                Layout.Distances(int stride, int middle, int columns, List<Integer> begins, boolean bothWays)) {
            hash.add("distances");
            hash.add(stride);
            hash.add(middle);
            hash.add(columns);
            hash.add(begins.size());
            for (int begin : begins) {
                hash.add(begin);
            }
            hash.add(bothWays ? 2 : 1);
        } else {
            throw new IllegalArgumentException("no key for " + layout);
        }
    }

    /** Sixteen hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x", value);
    }

    private static final class Hash {
        private long value = 0xcbf29ce484222325L;

        void add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            for (byte b : bytes) {
                mix(b);
            }
        }

        void add(long number) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                mix((byte) (number >>> shift));
            }
        }

        private void mix(byte b) {
            value = (value ^ b & 0xff) * 0x100000001b3L;
        }
    }
}
