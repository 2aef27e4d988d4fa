package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.kernel.Slot.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The packed arrangement against the formulas in {@link Layout}, one value at a time. */
class PackingTest {
    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() + 1; // never the 0 of empty places
        }
        return values;
    }

    private static SlotRows rowsOf(float[] values) {
        return (row, into) -> System.arraycopy(values, row * into.length, into, 0, into.length);
    }

    @Property(tries = 300)
    void rows(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 20) int columns,
            @ForAll @IntRange(max = 17) int more,
            @ForAll @IntRange(max = 9) int block,
            @ForAll long seed) {
        float[] values = random(rows * columns, seed);
        int stride = columns + more;
        float[] packed = new float[block + rows * stride + 5];
        float[] expected = packed.clone();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                expected[block + r * stride + c] = values[r * columns + c];
            }
        }
        new Packing(MemorySegment.ofArray(packed)).pack(new Layout.Rows(stride), rowsOf(values), rows, columns, block);
        assertArrayEquals(expected, packed);
    }

    /** Two parameters side by side in one block, panels shared between them, rows left over. */
    @Property(tries = 500)
    void panels(
            @ForAll @IntRange(min = 1, max = 24) int width,
            @ForAll @IntRange(min = 1, max = 40) int rowsOfFirst,
            @ForAll @IntRange(min = 1, max = 40) int rowsOfSecond,
            @ForAll @IntRange(max = 20) int left,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll @IntRange(max = 9) int block,
            @ForAll long seed) {
        int total = rowsOfFirst + rowsOfSecond + left;
        float[] values = random((rowsOfFirst + rowsOfSecond) * columns, seed);
        float[] packed = new float[block + total * columns + 5];
        float[] expected = packed.clone();
        for (int n = 0; n < rowsOfFirst + rowsOfSecond; n++) {
            int p = n / width;
            int w = Math.min(width, total - p * width);
            for (int k = 0; k < columns; k++) {
                expected[block + p * width * columns + k * w + (n - p * width)] = values[n * columns + k];
            }
        }
        Packing packing = new Packing(MemorySegment.ofArray(packed));
        SlotRows all = rowsOf(values);
        packing.pack(new Layout.Panels(width, 0, total), all, rowsOfFirst, columns, block);
        SlotRows second = (row, into) -> all.read(rowsOfFirst + row, into);
        packing.pack(new Layout.Panels(width, rowsOfFirst, total), second, rowsOfSecond, columns, block);
        assertArrayEquals(expected, packed);
    }

    @Test
    void theFirstValueThatIsNotFiniteIsFound() {
        float[] values = random(40, 1);
        Packing packing = new Packing(MemorySegment.ofArray(new float[100]));
        assertEquals(-1, packing.pack(new Layout.Rows(8), rowsOf(values), 5, 8, 0));
        values[31] = Float.NaN;
        values[23] = Float.NEGATIVE_INFINITY;
        assertEquals(23, packing.pack(new Layout.Rows(8), rowsOf(values), 5, 8, 0));
        assertEquals(23, packing.pack(new Layout.Panels(2, 1, 6), rowsOf(values), 5, 8, 0));
    }

    @Test
    void sinusoidsFollowTheirFormula() {
        float[] row = new float[5];
        SlotRows.sinusoids(5).read(3, row);
        float[] expected = {
            (float) StrictMath.sin(3),
            (float) StrictMath.cos(3),
            (float) StrictMath.sin(3 / StrictMath.pow(10_000, 2.0 / 5)),
            (float) StrictMath.cos(3 / StrictMath.pow(10_000, 2.0 / 5)),
            (float) StrictMath.sin(3 / StrictMath.pow(10_000, 4.0 / 5))
        };
        assertArrayEquals(expected, row);
        SlotRows.sinusoids(5).read(0, row);
        assertArrayEquals(new float[] {0, 1, 0, 1, 0}, row);
    }
}
