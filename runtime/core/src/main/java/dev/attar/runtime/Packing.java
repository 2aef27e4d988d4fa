package dev.attar.runtime;

import dev.attar.runtime.kernel.Slot.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Puts the rows of one parameter where its slot says. What it does not write stays 0. */
final class Packing {
    private final MemorySegment packed;

    /** Packs into {@code packed}: zeros before, native byte order. */
    Packing(MemorySegment packed) {
        this.packed = packed;
    }

    /**
     * Packs one parameter.
     *
     * @param rows,columns its shape; a vector is one row
     * @param block first float of the block it belongs to
     * @return index, in row-major order, of its first value that is not a finite number, or not one of the
     *     layout's numbers; -1 when all are
     */
    long pack(Layout layout, SlotRows source, int rows, int columns, long block) {
        return switch (layout) {
            case Layout.Rows(int stride) -> rows(source, rows, columns, block, stride);
            case Layout.Panels panels -> panels(source, rows, columns, block, panels);
            case Layout.Bfloat16Panels panels -> new Bfloat16Packing(packed, panels).pack(source, rows, columns, block);
        };
    }

    private long rows(SlotRows source, int rows, int columns, long block, int stride) {
        long bad = -1;
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            source.read(r, row);
            bad = bad < 0 ? firstNotFinite(row, r) : bad;
            put(row, 0, columns, block + (long) r * stride);
        }
        return bad;
    }

    /** Turns as many rows as one panel takes at once: they are its columns. */
    private long panels(SlotRows source, int rows, int columns, long block, Layout.Panels layout) {
        long bad = -1;
        float[] row = new float[columns];
        float[] turned = new float[Math.multiplyExact(columns, layout.width())];
        int r = 0;
        while (r < rows) {
            int n = layout.firstRow() + r;
            int panelStart = n - n % layout.width();
            int panelWidth = Math.min(layout.width(), layout.totalRows() - panelStart);
            int count = Math.min(rows - r, panelStart + panelWidth - n);
            for (int i = 0; i < count; i++) {
                source.read(r + i, row);
                bad = bad < 0 ? firstNotFinite(row, r + i) : bad;
                for (int k = 0; k < columns; k++) {
                    turned[k * count + i] = row[k];
                }
            }
            long first = block + (long) panelStart * columns + (n - panelStart);
            if (count == panelWidth) {
                put(turned, 0, columns * count, first);
            } else { // the panel is shared with another parameter, or padded
                for (int k = 0; k < columns; k++) {
                    put(turned, k * count, count, first + (long) k * panelWidth);
                }
            }
            r += count;
        }
        return bad;
    }

    private void put(float[] values, int from, int count, long to) {
        MemorySegment.copy(values, from, packed, ValueLayout.JAVA_FLOAT, to * Float.BYTES, count);
    }

    private static long firstNotFinite(float[] row, int number) {
        for (int i = 0; i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                return (long) number * row.length + i;
            }
        }
        return -1;
    }
}
