package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.weights.Bfloat16;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Makes integers of 8 bits and scales of the rows of one matrix and puts them into panels. What it does not write stays 0. */
final class Int8Packing {
    private static final int LARGEST = 127;
    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final MemorySegment packed;
    private final Layout.Int8Panels layout;

    Int8Packing(MemorySegment packed, Layout.Int8Panels layout) {
        this.packed = packed;
        this.layout = layout;
    }

    /**
     * As {@link Packing#pack}.
     *
     * @param block first float of the block it belongs to
     */
    void pack(SlotValues source, int from, int to, int columns, long block) {
        int width = layout.width();
        float[] row = new float[columns];
        byte[] panel = new byte[Math.toIntExact(width * layout.rowBytes(columns))];
        int r = from;
        while (r < to) {
            int n = layout.firstRow() + r;
            int lane = n % width;
            int count = Math.min(to - r, width - lane);
            for (int i = 0; i < count; i++) {
                source.read((long) (r + i) * columns, columns, row, 0);
                quantise(row, panel, lane + i);
            }
            long begin = block * Float.BYTES + (n - lane) * layout.rowBytes(columns);
            if (count == width) {
                MemorySegment.copy(panel, 0, packed, ValueLayout.JAVA_BYTE, begin, panel.length);
            } else { // the panel is shared with another parameter, or padded
                copy(panel, begin, lane, count, columns);
            }
            r += count;
        }
    }

    /** Nothing but some columns of the panel: another thread may write the others. */
    private void copy(byte[] panel, long begin, int lane, int count, int columns) {
        for (int k = 0; k < columns; k += layout.group()) {
            int scales = scales(k) + Short.BYTES * lane;
            MemorySegment.copy(panel, scales, packed, ValueLayout.JAVA_BYTE, begin + scales, Short.BYTES * count);
            for (int term = 0; term < Math.min(layout.group(), columns - k); term++) {
                int integers = integers(k, term) + lane;
                MemorySegment.copy(panel, integers, packed, ValueLayout.JAVA_BYTE, begin + integers, count);
            }
        }
    }

    private void quantise(float[] row, byte[] panel, int lane) {
        int width = layout.width();
        for (int k = 0; k < row.length; k += layout.group()) {
            int count = Math.min(layout.group(), row.length - k);
            short bits = scale(row, k, count);
            int at = scales(k) + Short.BYTES * lane;
            panel[at] = (byte) (LITTLE ? bits : bits >> 8);
            panel[at + 1] = (byte) (LITTLE ? bits >> 8 : bits);
            double scale = Bfloat16.widened(bits);
            int to = integers(k, 0) + lane;
            for (int i = 0; i < count; i++) {
                panel[to + i * width] = integer(row[k + i], scale);
            }
        }
    }

    /** The largest absolute value of a group divided by 127. */
    private static short scale(float[] row, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(row[i]));
        }
        return Bfloat16.of(largest / LARGEST);
    }

    /** Divided in double: no quotient of two floats is rounded onto the middle of two integers then. */
    private static byte integer(float value, double scale) {
        return scale == 0 ? 0 : (byte) Math.clamp(Math.rint(value / scale), -LARGEST, LARGEST);
    }

    /** The number that a product multiplies by. */
    static float value(MemorySegment floats, Layout.Int8Panels layout, int row, int column, int columns, long block) {
        Int8Packing packing = new Int8Packing(floats, layout);
        int n = layout.firstRow() + row;
        int lane = n % layout.width();
        int term = column % layout.group();
        long begin = block * Float.BYTES + (n - lane) * layout.rowBytes(columns);
        float scale = Bfloat16.widened(floats.get(
                ValueLayout.JAVA_SHORT_UNALIGNED, begin + packing.scales(column - term) + (long) Short.BYTES * lane));
        return scale * floats.get(ValueLayout.JAVA_BYTE, begin + packing.integers(column - term, term) + lane);
    }

    /** The byte of a panel where the scales of a group begin, {@code k} being its first column of the shape. */
    private int scales(int k) {
        return layout.width() * (k + Short.BYTES * (k / layout.group()));
    }

    private int integers(int k, int term) {
        return scales(k) + layout.width() * (Short.BYTES + term);
    }
}
