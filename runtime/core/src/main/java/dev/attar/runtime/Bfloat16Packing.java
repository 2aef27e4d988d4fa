package dev.attar.runtime;

import dev.attar.runtime.kernel.Slot.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Rounds the rows of one matrix to bfloat16 and puts them into panels, in pairs. What it does not write stays 0. */
final class Bfloat16Packing {
    private final MemorySegment packed;
    private final Layout.Bfloat16Panels layout;

    Bfloat16Packing(MemorySegment packed, Layout.Bfloat16Panels layout) {
        this.packed = packed;
        this.layout = layout;
    }

    /**
     * As {@link Packing#pack}; a value that would round to infinity is as bad as an infinite one.
     *
     * @param block first float of the block it belongs to
     */
    long pack(SlotRows source, int rows, int columns, long block) {
        long bad = -1;
        float[] row = new float[columns];
        short[] turned = new short[Math.multiplyExact(columns, layout.width())];
        long begin = block * Float.BYTES / Short.BYTES;
        int r = 0;
        while (r < rows) {
            int n = layout.firstRow() + r;
            int panelStart = n - n % layout.width();
            int panelWidth = Math.min(layout.width(), layout.totalRows() - panelStart);
            int count = Math.min(rows - r, panelStart + panelWidth - n);
            long panel = begin + (long) panelStart * columns;
            for (int i = 0; i < count; i++) {
                source.read(r + i, row);
                bad = bad < 0 ? firstNotHeld(row, r + i) : bad;
                int place = place(n - panelStart + i, panelWidth);
                if (count == panelWidth) {
                    for (int k = 0; k < columns; k++) {
                        turned[k * panelWidth + place] = Bfloat16.of(row[k]);
                    }
                } else { // the panel is shared with another parameter, or padded
                    for (int k = 0; k < columns; k++) {
                        packed.setAtIndex(
                                ValueLayout.JAVA_SHORT, panel + (long) k * panelWidth + place, Bfloat16.of(row[k]));
                    }
                }
            }
            if (count == panelWidth) {
                MemorySegment.copy(
                        turned, 0, packed, ValueLayout.JAVA_SHORT, panel * Short.BYTES, columns * panelWidth);
            }
            r += count;
        }
        return bad;
    }

    /** The place of column {@code j} among those of one k. */
    private int place(int j, int panelWidth) {
        int lanes = layout.lanes();
        int group = j - j % (2 * lanes);
        if (group + 2 * lanes > panelWidth) {
            return j;
        }
        boolean upper = j - group >= lanes;
        boolean second = upper == (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        return group + 2 * (j % lanes) + (second ? 1 : 0);
    }

    private static long firstNotHeld(float[] row, int number) {
        for (int i = 0; i < row.length; i++) {
            if (!Bfloat16.holds(row[i])) {
                return (long) number * row.length + i;
            }
        }
        return -1;
    }
}
