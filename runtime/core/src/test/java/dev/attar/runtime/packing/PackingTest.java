package dev.attar.runtime.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

    private static SlotValues valuesOf(float[] values) {
        return (first, count, into, at) -> System.arraycopy(values, (int) first, into, at, count);
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
        Packing packing = new Packing(MemorySegment.ofArray(packed));
        SlotValues source = valuesOf(values);
        int half = rows / 2; // in two parts, the later one first
        packing.pack(new Layout.Rows(stride), source, half, rows, columns, block);
        packing.pack(new Layout.Rows(stride), source, 0, half, columns, block);
        assertArrayEquals(expected, packed);
    }

    /** Column by column as the layout says, and every number once more behind them. */
    @Property(tries = 300)
    void tablesByDistance(
            @ForAll @IntRange(min = 1, max = 5) int heads,
            @ForAll @IntRange(max = 12) int middle,
            @ForAll @IntRange(min = 1, max = 16) int more,
            @ForAll @Size(max = 5) List<@IntRange(max = 4) Integer> steps,
            @ForAll boolean bothWays,
            @ForAll @IntRange(max = 9) int block,
            @ForAll long seed) {
        List<Integer> begins = new ArrayList<>(List.of(0));
        steps.forEach(step -> begins.add(begins.getLast() + step));
        int buckets = begins.size() * (bothWays ? 2 : 1);
        int columns = middle + more;
        int stride = columns + buckets + 3;
        float[] values = random(buckets * heads, seed);
        float[] packed = new float[block + heads * stride + 5];
        float[] expected = packed.clone();
        for (int h = 0; h < heads; h++) {
            for (int c = 0; c < columns; c++) {
                expected[block + h * stride + c] = values[bucket(c - middle, begins, bothWays) * heads + h];
            }
            for (int b = 0; b < buckets; b++) {
                expected[block + h * stride + columns + b] = values[b * heads + h];
            }
        }
        Layout.Distances layout = new Layout.Distances(stride, middle, columns, begins, bothWays);
        Packing packing = new Packing(MemorySegment.ofArray(packed));
        int half = buckets / 2;
        packing.pack(layout, valuesOf(values), half, buckets, heads, block);
        packing.pack(layout, valuesOf(values), 0, half, heads, block);
        assertArrayEquals(expected, packed);
        float last = DistancePacking.value(MemorySegment.ofArray(packed), layout, buckets - 1, heads - 1, block);
        assertEquals(values[buckets * heads - 1], last);
    }

    private static int bucket(int offset, List<Integer> begins, boolean bothWays) {
        int distance = bothWays ? Math.abs(offset) : Math.max(0, -offset);
        int bucket = 0;
        for (int b = 0; b < begins.size(); b++) {
            bucket = begins.get(b) <= distance ? b : bucket;
        }
        return bothWays && offset > 0 ? begins.size() + bucket : bucket;
    }

    @Test
    void slopesFallFromTheMiddleOn() {
        float[] rows = new float[10];
        SlotValues.computed(new Source.Alibi(List.of(0.5, 0.25), 2), 5).read(0, 10, rows, 0);
        assertArrayEquals(new float[] {-1, -0.5f, -0f, -0.5f, -1, -0.5f, -0.25f, -0f, -0.25f, -0.5f}, rows);
    }

    /** Two parameters side by side in one block, panels shared between them, rows left over. */
    @Property(tries = 500)
    void panels(
            @ForAll @IntRange(min = 1, max = 24) int width,
            @ForAll @IntRange(min = 1, max = 40) int rowsOfFirst,
            @ForAll @IntRange(min = 1, max = 40) int rowsOfSecond,
            @ForAll @IntRange(max = 20) int left,
            @ForAll @IntRange(min = 1, max = 40) int columns,
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
        SlotValues all = valuesOf(values);
        int half = rowsOfFirst / 2; // in two parts, which may share a panel
        packing.pack(new Layout.Panels(width, 0, total), all, half, rowsOfFirst, columns, block);
        packing.pack(new Layout.Panels(width, 0, total), all, 0, half, columns, block);
        SlotValues second = (first, count, into, at) -> all.read((long) rowsOfFirst * columns + first, count, into, at);
        packing.pack(new Layout.Panels(width, rowsOfFirst, total), second, 0, rowsOfSecond, columns, block);
        assertArrayEquals(expected, packed);
    }

    /** More columns than are turned at once. */
    @Test
    void panelsOfVeryLongRows() {
        int columns = 70_001;
        float[] values = random(5 * columns, 3);
        float[] packed = new float[6 * columns];
        new Packing(MemorySegment.ofArray(packed)).pack(new Layout.Panels(4, 1, 6), valuesOf(values), 0, 5, columns, 0);
        for (int r = 0; r < 5; r++) {
            int n = r + 1;
            int p = n / 4;
            int w = Math.min(4, 6 - p * 4);
            for (int k = 0; k < columns; k++) {
                assertEquals(values[r * columns + k], packed[p * 4 * columns + k * w + n % 4]);
            }
        }
    }

    @Test
    void sinusoidsFollowTheirFormula() {
        float[] row = new float[5];
        SlotValues.computed(Source.SINUSOIDAL_POSITIONS, 5).read(15, 5, row, 0);
        float[] expected = {
            (float) StrictMath.sin(3),
            (float) StrictMath.cos(3),
            (float) StrictMath.sin(3 / StrictMath.pow(10_000, 2.0 / 5)),
            (float) StrictMath.cos(3 / StrictMath.pow(10_000, 2.0 / 5)),
            (float) StrictMath.sin(3 / StrictMath.pow(10_000, 4.0 / 5))
        };
        assertArrayEquals(expected, row);
        SlotValues.computed(Source.SINUSOIDAL_POSITIONS, 5).read(0, 5, row, 0);
        assertArrayEquals(new float[] {0, 1, 0, 1, 0}, row);
        SlotValues.computed(Source.SINUSOIDAL_POSITIONS, 5).read(17, 3, row, 2);
        assertArrayEquals(new float[] {0, 1, expected[2], expected[3], expected[4]}, row);
    }

    @Test
    void sinusoidsInHalvesAndInclusiveOnesFollowTheirs() {
        float[] row = new float[6];
        SlotValues.computed(Source.SINUSOIDAL_HALVES, 6).read(18, 6, row, 0);
        double[] angles = {3, 3 / StrictMath.pow(10_000, 1.0 / 3), 3 / StrictMath.pow(10_000, 2.0 / 3)};
        assertArrayEquals(sinesThenCosines(angles), row);
        SlotValues.computed(Source.SINUSOIDAL_HALVES_INCLUSIVE, 6).read(18, 6, row, 0);
        double[] inclusive = {3, 3.0 / 100, 3.0 / 10_000};
        assertArrayEquals(sinesThenCosines(inclusive), row);
        SlotValues.computed(Source.SINUSOIDAL_POSITIONS_INCLUSIVE, 6).read(18, 6, row, 0);
        float[] byTurns = new float[6];
        for (int i = 0; i < 6; i++) {
            byTurns[i] = sinesThenCosines(inclusive)[i / 2 + i % 2 * 3];
        }
        assertArrayEquals(byTurns, row);
        SlotValues.computed(Source.SINUSOIDAL_HALVES_INCLUSIVE, 2).read(6, 2, row, 0); // one frequency: the first
        assertEquals((float) StrictMath.sin(3), row[0]);
        assertEquals((float) StrictMath.cos(3), row[1]);
    }

    @Test
    void turnsHoldCosinesThenSinesOfEachPosition() {
        float[] row = new float[4];
        SlotValues.computed(new Source.Turns(List.of(1.0, 0.25)), 4).read(12, 4, row, 0);
        float[] expected = {
            (float) StrictMath.cos(3),
            (float) StrictMath.cos(0.75),
            (float) StrictMath.sin(3),
            (float) StrictMath.sin(0.75)
        };
        assertArrayEquals(expected, row);
        SlotValues.computed(new Source.Turns(List.of(1.0, 0.25)), 4).read(13, 2, row, 0);
        assertArrayEquals(new float[] {expected[1], expected[2], expected[2], expected[3]}, row);
    }

    private static float[] sinesThenCosines(double... angles) {
        float[] all = new float[2 * angles.length];
        for (int i = 0; i < angles.length; i++) {
            all[i] = (float) StrictMath.sin(angles[i]);
            all[angles.length + i] = (float) StrictMath.cos(angles[i]);
        }
        return all;
    }
}
