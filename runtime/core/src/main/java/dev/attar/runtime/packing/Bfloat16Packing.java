package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.weights.Bfloat16;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Rounds the rows of one matrix to bfloat16 and puts them into panels, in pairs. What it does not write stays 0. */
public final class Bfloat16Packing {
    private final MemorySegment packed;
    private final Layout.Bfloat16Panels layout;

    Bfloat16Packing(MemorySegment packed, Layout.Bfloat16Panels layout) {
        this.packed = packed;
        this.layout = layout;
    }

    /**
     * Rounds rows of a parameter to bfloat16 and packs them, as {@link Packing#pack} does in fp32.
     *
     * @param block first float of the block it belongs to
     */
    void pack(SlotValues source, int from, int to, int columns, long block) {
        float[] row = new float[columns];
        short[] turned = new short[Math.multiplyExact(columns, layout.width())];
        long begin = block * Float.BYTES / Short.BYTES;
        int r = from;
        while (r < to) {
            int n = layout.firstRow() + r;
            int panelStart = n - n % layout.width();
            int panelWidth = Math.min(layout.width(), layout.totalRows() - panelStart);
            int count = Math.min(to - r, panelStart + panelWidth - n);
            long panel = begin + (long) panelStart * columns;
            for (int i = 0; i < count; i++) {
                source.read((long) (r + i) * columns, columns, row, 0);
                int place = place(layout.lanes(), n - panelStart + i, panelWidth);
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
    }

    /** The place of column {@code j} among those of one k. */
    static int place(int lanes, int j, int panelWidth) {
        int group = j - j % (2 * lanes);
        if (group + 2 * lanes > panelWidth) {
            return j;
        }
        boolean upper = j - group >= lanes;
        boolean second = upper == (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        return group + 2 * (j % lanes) + (second ? 1 : 0);
    }
}
