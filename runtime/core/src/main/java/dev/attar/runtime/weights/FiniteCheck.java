package dev.attar.runtime.weights;

import dev.attar.runtime.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Looks for numbers that are NaN or infinite, or would become so when they are rounded. They are those whose bits, without
 * the sign, are not below those of infinity, or of the first number that rounds to it; so a piece is judged by its largest,
 * with integers, in a loop that HotSpot makes vectors of.
 */
public final class FiniteCheck {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PIECE = 4096;

    private FiniteCheck() {}

    /**
     * Looks at {@code count} elements from element {@code first} on.
     *
     * @param data the elements, in the order of bytes of the safetensors format
     * @param limit a number that is as large, with either sign, counts as infinite
     * @return index of the first one that is NaN or infinite, or will be; -1 when all are finite
     */
    public static long firstNotFinite(MemorySegment data, ElementType type, long first, long count, float limit) {
        int bits = Float.floatToRawIntBits(limit);
        return switch (type) {
            case F32 -> singles(data, first, first + count, bits);
            case F16 -> halves(data, first, first + count, 0x7c00);
            case BF16 -> halves(data, first, first + count, bits + 0xffff >>> 16);
        };
    }

    private static long singles(MemorySegment data, long from, long to, int infinity) {
        int[] bits = new int[(int) Math.min(PIECE, to - from)];
        for (long at = from; at < to; at += PIECE) {
            int count = (int) Math.min(PIECE, to - at);
            MemorySegment.copy(data, INT, 4 * at, bits, 0, count);
            if (largest(bits, count) >= infinity) {
                int i = 0;
                while ((bits[i] & 0x7fffffff) < infinity) {
                    i++;
                }
                return at + i;
            }
        }
        return -1;
    }

    private static long halves(MemorySegment data, long from, long to, int infinity) {
        short[] bits = new short[(int) Math.min(PIECE, to - from)];
        for (long at = from; at < to; at += PIECE) {
            int count = (int) Math.min(PIECE, to - at);
            MemorySegment.copy(data, SHORT, 2 * at, bits, 0, count);
            if (largest(bits, count) >= infinity) {
                int i = 0;
                while ((bits[i] & 0x7fff) < infinity) {
                    i++;
                }
                return at + i;
            }
        }
        return -1;
    }

    private static int largest(int[] bits, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, bits[i] & 0x7fffffff);
        }
        return largest;
    }

    private static int largest(short[] bits, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, bits[i] & 0x7fff);
        }
        return largest;
    }
}
