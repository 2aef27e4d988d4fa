package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.Slot.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Puts rows of one parameter where its slot says. What it does not write stays as it was: 0. Parts that share no row can be
 * packed by several threads at once.
 *
 * <p>Values are read and written many at a time: a process packs once, at its start, when each call is slow still.
 */
public final class Packing {
    /** Values that are moved at once: 64 KB. */
    private static final int PIECE = 1 << 14;
    /** Most values that are turned at once: 1 MB of them. */
    private static final int PANEL = 1 << 18;
    /** Columns that are turned together: so many cache lines are written to by turns, which a first-level cache holds. */
    private static final int BLOCK = 16;

    private final MemorySegment packed;

    /** Packs into {@code packed}: zeros before, native byte order. */
    public Packing(MemorySegment packed) {
        this.packed = packed;
    }

    /**
     * Packs the rows {@code from} to {@code to - 1} of one parameter.
     *
     * @param columns its columns; a vector is one row
     * @param block first float of the block it belongs to
     */
    void pack(Layout layout, SlotValues source, int from, int to, int columns, long block) {
        switch (layout) {
            case Layout.Rows(int stride) -> {
                if (stride == columns) { // no gaps: as good as one row
                    row(source, (long) from * columns, (long) (to - from) * columns, block + (long) from * columns);
                } else {
                    for (int r = from; r < to; r++) {
                        row(source, (long) r * columns, columns, block + (long) r * stride);
                    }
                }
            }
            case Layout.Panels panels -> panels(source, from, to, columns, block, panels);
            case Layout.Bfloat16Panels panels ->
                new Bfloat16Packing(packed, panels).pack(source, from, to, columns, block);
            case Layout.Int8Panels panels -> new Int8Packing(packed, panels).pack(source, from, to, columns, block);
            case Layout.Distances distances ->
                new DistancePacking(packed, distances).pack(source, from, to, columns, block);
        }
    }

    private void row(SlotValues source, long first, long count, long to) {
        float[] values = new float[(int) Math.min(count, PIECE)];
        for (long done = 0; done < count; done += values.length) {
            int some = (int) Math.min(values.length, count - done);
            source.read(first + done, some, values, 0);
            put(values, 0, some, to + done);
        }
    }

    /** As many rows as one panel takes at once: they are its columns. */
    private void panels(SlotValues source, int from, int to, int columns, long block, Layout.Panels layout) {
        int most = Math.clamp(to - from, 1, layout.width());
        int depth = Math.clamp(PANEL / most, 1, columns);
        float[] rows = new float[most * depth];
        float[] turned = new float[rows.length];
        int r = from;
        while (r < to) {
            int n = layout.firstRow() + r;
            int panelStart = n - n % layout.width();
            int panelWidth = Math.min(layout.width(), layout.totalRows() - panelStart);
            int count = Math.min(to - r, panelStart + panelWidth - n);
            for (int k = 0; k < columns; k += depth) {
                int span = Math.min(depth, columns - k);
                if (span == columns) {
                    source.read((long) r * columns, count * columns, rows, 0);
                } else {
                    for (int i = 0; i < count; i++) {
                        source.read((long) (r + i) * columns + k, span, rows, i * span);
                    }
                }
                turn(rows, turned, count, span);
                long first = block + (long) panelStart * columns + (long) k * panelWidth + (n - panelStart);
                if (count == panelWidth) {
                    put(turned, 0, span * count, first);
                } else { // the panel is shared with another parameter, or padded
                    for (int j = 0; j < span; j++) {
                        put(turned, j * count, count, first + (long) j * panelWidth);
                    }
                }
            }
            r += count;
        }
    }

    /** The transposed matrix: rows (count, span) -> turned (span, count). */
    private static void turn(float[] rows, float[] turned, int count, int span) {
        int k = 0;
        for (; k + BLOCK <= span; k += BLOCK) {
            for (int i = 0; i < count; i++) {
                turnBlock(rows, i * span + k, turned, k * count + i, count);
            }
        }
        for (; k < span; k++) {
            for (int i = 0; i < count; i++) {
                turned[k * count + i] = rows[i * span + k];
            }
        }
    }

    /** Sixteen values side by side go one below the other. Unrolled: HotSpot is still compiling when most of them are done. */
    private static void turnBlock(float[] rows, int from, float[] turned, int to, int count) {
        int at = to;
        turned[at] = rows[from];
        turned[at += count] = rows[from + 1];
        turned[at += count] = rows[from + 2];
        turned[at += count] = rows[from + 3];
        turned[at += count] = rows[from + 4];
        turned[at += count] = rows[from + 5];
        turned[at += count] = rows[from + 6];
        turned[at += count] = rows[from + 7];
        turned[at += count] = rows[from + 8];
        turned[at += count] = rows[from + 9];
        turned[at += count] = rows[from + 10];
        turned[at += count] = rows[from + 11];
        turned[at += count] = rows[from + 12];
        turned[at += count] = rows[from + 13];
        turned[at += count] = rows[from + 14];
        turned[at += count] = rows[from + 15];
    }

    private void put(float[] values, int from, int count, long to) {
        MemorySegment.copy(values, from, packed, ValueLayout.JAVA_FLOAT, to * Float.BYTES, count);
    }
}
