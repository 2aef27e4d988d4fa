package dev.attar.runtime.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.weights.Bfloat16;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class Int8PackingTest {
    private static final int GROUP = 8;

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() * (1 << random.nextInt(8));
        }
        return values;
    }

    private static SlotValues valuesOf(float[] values) {
        return (first, count, into, at) -> System.arraycopy(values, (int) first, into, at, count);
    }

    /** Two parameters side by side in one block, panels shared between them, rows and terms left over. */
    @Property(tries = 300)
    void panels(
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 20) int rowsOfFirst,
            @ForAll @IntRange(min = 1, max = 20) int rowsOfSecond,
            @ForAll @IntRange(min = 1, max = 30) int columns,
            @ForAll @IntRange(max = 9) int block,
            @ForAll long seed) {
        int rows = rowsOfFirst + rowsOfSecond;
        int total = Math.ceilDiv(rows, width) * width;
        float[] values = random(rows * columns, seed);
        ByteBuffer expected = expected(values, rows, columns, width, total, block);
        MemorySegment packed = MemorySegment.ofArray(new int[expected.capacity() / 4]);
        Layout first = new Layout.Int8Panels(width, GROUP, 0, total);
        Layout second = new Layout.Int8Panels(width, GROUP, rowsOfFirst, total);
        SlotValues all = valuesOf(values);
        SlotValues later = (from, count, into, at) -> all.read((long) rowsOfFirst * columns + from, count, into, at);
        Packing packing = new Packing(packed);
        int half = rowsOfFirst / 2; // in two parts, which may share a panel
        packing.pack(first, all, half, rowsOfFirst, columns, block);
        packing.pack(first, all, 0, half, columns, block);
        packing.pack(second, later, 0, rowsOfSecond, columns, block);
        assertArrayEquals(expected.array(), packed.toArray(ValueLayout.JAVA_BYTE));
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            float value = Int8Packing.value(
                    packed, new Layout.Int8Panels(width, GROUP, 0, total), row, i % columns, columns, block);
            float scale = scale(values, columns, row, i % columns);
            assertEquals((int) Math.rint((double) values[i] / scale) * scale, value); // integers have no -0
        }
    }

    /** Panel by panel; of each, group by group: scales, then integers term by term. */
    private static ByteBuffer expected(float[] values, int rows, int columns, int width, int total, int block) {
        int groups = Math.ceilDiv(columns, GROUP);
        int bytes = 4 * block + total * (columns + 2 * groups);
        ByteBuffer expected =
                ByteBuffer.allocate(Math.ceilDiv(bytes, 4) * 4 + 8).order(ByteOrder.nativeOrder());
        expected.position(4 * block);
        for (int panel = 0; panel < total; panel += width) {
            for (int k = 0; k < columns; k += GROUP) {
                for (int n = panel; n < panel + width; n++) {
                    expected.putShort(n < rows ? Bfloat16.of(scale(values, columns, n, k)) : 0);
                }
                for (int term = k; term < Math.min(columns, k + GROUP); term++) {
                    for (int n = panel; n < panel + width; n++) {
                        double scale = n < rows ? scale(values, columns, n, k) : 1;
                        double value = n < rows ? values[n * columns + term] : 0;
                        expected.put((byte) Math.rint(value / scale));
                    }
                }
            }
        }
        return expected;
    }

    private static float scale(float[] values, int columns, int row, int column) {
        float largest = 0;
        int first = column - column % GROUP;
        for (int k = first; k < Math.min(first + GROUP, columns); k++) {
            largest = Math.max(largest, Math.abs(values[row * columns + k]));
        }
        return Bfloat16.widened(Bfloat16.of(largest / 127));
    }

    private static float[] through(float... row) {
        Layout.Int8Panels layout = new Layout.Int8Panels(1, 32, 0, 1);
        MemorySegment packed = MemorySegment.ofArray(new int[64]);
        new Int8Packing(packed, layout).pack(valuesOf(row), 0, 1, row.length, 0);
        float[] values = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            values[k] = Int8Packing.value(packed, layout, 0, k, row.length, 0);
        }
        return values;
    }

    /** So what is taken out of a packed file may be packed again. */
    @Property(tries = 300)
    void roundedNumbersStayAsTheyAre(@ForAll @IntRange(min = 1, max = 70) int columns, @ForAll long seed) {
        float[] once = through(random(columns, seed));
        assertArrayEquals(once, through(once));
    }

    @Example
    void theMiddleOfTwoGoesToTheEvenOne() {
        assertArrayEquals(new float[] {127, 0, 2, 2, -2, -4}, through(127, 0.5f, 1.5f, 2.5f, -2.5f, -3.5f));
    }

    @Example
    void aGroupOfZerosStaysZero() {
        assertArrayEquals(new float[40], through(new float[40]));
    }

    /** The largest that {@link Rounding#INT8} lets through stays finite. */
    @Example
    void theLargestNumberStaysFinite() {
        float largest = Math.nextDown(Rounding.INT8.limit());
        float[] rounded = through(largest, -largest, 1);
        assertEquals(true, Float.isFinite(rounded[0]) && Float.isFinite(rounded[1]));
    }
}
