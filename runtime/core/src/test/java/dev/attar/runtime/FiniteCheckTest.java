package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.packing.Rounding;
import dev.attar.runtime.weights.Bfloat16;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The check against {@link Float#isFinite}, for all bits of each type. */
class FiniteCheckTest {
    private static Tensor tensor(ElementType type, byte[] bytes) {
        MemorySegment data = Arena.ofAuto().allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, data, 0, bytes.length);
        return new Tensor("test", "t", type, List.of((long) bytes.length / type.bytes()), data, -1);
    }

    private static long expected(float[] values, int first, int count) {
        for (int i = first; i < first + count; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    @Property(tries = 500)
    void anyBitsOfAnyType(@ForAll ElementType type, @ForAll @IntRange(max = 40) int elements, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[elements * type.bytes()];
        random.nextBytes(bytes);
        for (int i = type.bytes() - 1; i < bytes.length; i += type.bytes()) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? 0x7f - 0x80 * random.nextInt(2) : bytes[i]); // large exponents
        }
        Tensor tensor = tensor(type, bytes);
        int first = random.nextInt(elements + 1);
        int count = random.nextInt(elements - first + 1);
        assertEquals(
                expected(tensor.toArray(), first, count), tensor.firstNotFinite(first, count, Float.POSITIVE_INFINITY));
    }

    @Property
    void anyBitsThatAreToBeRounded(@ForAll int bits) {
        Tensor tensor = tensor(
                ElementType.F32,
                new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
        boolean held = Bfloat16.holds(Float.intBitsToFloat(bits));
        assertEquals(held ? -1 : 0, tensor.firstNotFinite(0, 1, Rounding.BFLOAT16.limit()));
    }

    @Test
    void theFirstNumberThatRoundsToInfinity() {
        for (int bits : new int[] {0x7f7f7fff, 0x7f7f8000, 0xff7f7fff, 0xff7f8000}) {
            anyBitsThatAreToBeRounded(bits);
        }
    }

    @Test
    void everyHalfPrecisionNumber() {
        for (ElementType type : List.of(ElementType.F16, ElementType.BF16)) {
            for (int bits = 0; bits < 1 << 16; bits++) {
                Tensor tensor = tensor(type, new byte[] {(byte) bits, (byte) (bits >> 8)});
                assertEquals(expected(tensor.toArray(), 0, 1), tensor.firstNotFinite(0, 1, Float.POSITIVE_INFINITY));
            }
        }
    }

    /** In another piece than the first, and the first of two. */
    @Test
    void farBehind() {
        for (ElementType type : ElementType.values()) {
            byte[] bytes = new byte[20_000 * type.bytes()];
            for (int element : new int[] {19_999, 12_345}) {
                int infinity = type == ElementType.F16 ? 0x7c00 : 0x7f80;
                bytes[(element + 1) * type.bytes() - 1] = (byte) (infinity >> 8);
                bytes[(element + 1) * type.bytes() - 2] = (byte) infinity;
                assertEquals(element, tensor(type, bytes).firstNotFinite(0, 20_000, Float.POSITIVE_INFINITY));
            }
            assertEquals(19_999, tensor(type, bytes).firstNotFinite(12_346, 7_654, Float.POSITIVE_INFINITY));
            assertEquals(-1, tensor(type, bytes).firstNotFinite(12_346, 7_653, Float.POSITIVE_INFINITY));
        }
    }
}
