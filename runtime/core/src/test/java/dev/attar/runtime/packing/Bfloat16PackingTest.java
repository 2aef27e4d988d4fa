package dev.attar.runtime.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.weights.Bfloat16;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The packed arrangement against the words of {@link Layout.Bfloat16Panels}, one value at a time. */
class Bfloat16PackingTest {
    private static SlotValues valuesOf(float[] values) {
        return (first, count, into, at) -> System.arraycopy(values, (int) first, into, at, count);
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() + 1; // never the 0 of empty places
        }
        return values;
    }

    /** Two parameters side by side in one block, panels and pairs shared between them, rows left over. */
    @Property(tries = 500)
    void panels(
            @ForAll @IntRange(min = 1, max = 4) int vectors,
            @ForAll @IntRange(min = 1, max = 5) int lanes,
            @ForAll @IntRange(min = 1, max = 40) int rowsOfFirst,
            @ForAll @IntRange(min = 1, max = 40) int rowsOfSecond,
            @ForAll @IntRange(max = 20) int left,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll @IntRange(max = 9) int block,
            @ForAll long seed) {
        int total = 2 * (rowsOfFirst + rowsOfSecond + left);
        int width = 2 * vectors * lanes; // even, so that every row of a panel begins at a word
        float[] values = random((rowsOfFirst + rowsOfSecond) * columns, seed);
        short[] expected = new short[2 * block + total * columns + 6];
        for (int n = 0; n < rowsOfFirst + rowsOfSecond; n++) {
            int start = n - n % width;
            int w = Math.min(width, total - start);
            int group = (n - start) / (2 * lanes);
            int within = (n - start) % (2 * lanes);
            boolean paired = (group + 1) * 2 * lanes <= w;
            for (int k = 0; k < columns; k++) {
                int row = 2 * block + start * columns + k * w;
                short rounded = Bfloat16.of(values[n * columns + k]);
                if (paired) {
                    setHalf(expected, row + 2 * lanes * group + 2 * (within % lanes), within >= lanes, rounded);
                } else {
                    expected[row + n - start] = rounded;
                }
            }
        }
        int[] words = new int[expected.length / 2];
        MemorySegment packed = MemorySegment.ofArray(words);
        Layout first = new Layout.Bfloat16Panels(width, lanes, 0, total);
        Layout second = new Layout.Bfloat16Panels(width, lanes, rowsOfFirst, total);
        SlotValues all = valuesOf(values);
        SlotValues later = (from, count, into, at) -> all.read((long) rowsOfFirst * columns + from, count, into, at);
        Packing packing = new Packing(packed);
        int half = rowsOfFirst / 2; // in two parts, which may share a panel
        packing.pack(first, all, half, rowsOfFirst, columns, block);
        packing.pack(first, all, 0, half, columns, block);
        packing.pack(second, later, 0, rowsOfSecond, columns, block);
        short[] actual = new short[expected.length];
        MemorySegment.ofArray(actual).copyFrom(packed);
        assertArrayEquals(expected, actual);
    }

    /** Writes one half of the word that begins at an even short, in the machine's own byte order. */
    private static void setHalf(short[] shorts, int word, boolean upper, short value) {
        int[] one = new int[1];
        MemorySegment.ofArray(one).copyFrom(MemorySegment.ofArray(shorts).asSlice(2L * word, 4));
        one[0] = upper ? one[0] & 0xffff | value << 16 : one[0] & 0xffff0000 | value & 0xffff;
        MemorySegment.ofArray(shorts).asSlice(2L * word, 4).copyFrom(MemorySegment.ofArray(one));
    }
}
