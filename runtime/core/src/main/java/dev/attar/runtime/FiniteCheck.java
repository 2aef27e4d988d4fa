package dev.attar.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Looks for numbers that are NaN or infinite, or would become so when they are rounded. They are those whose bits, without
 * the sign, are not below those of infinity, or of the first number that rounds to it; so a piece is judged by its largest,
 * with integers, in a loop that HotSpot makes vectors of.
 */
final class FiniteCheck {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PIECE = 4096;
    private FiniteCheck() {}

    /**
     * Looks at {@code count} elements from element {@code first} on.
     *
     * @param rounding what is to be done with them
     * @return index of the first one that is NaN or infinite, or will be; -1 when all are finite
     * @throws WeightsException when the file has shrunk since it was opened
     */
    static long firstNotFinite(Tensor tensor, long first, long count, Rounding rounding) {
        try {
            return switch (tensor.type()) {
                case F32 -> singles(tensor.data(), first, first + count, rounding.limit());
                case F16 -> halves(tensor.data(), first, first + count, 0x7c00);
                case BF16 -> halves(tensor.data(), first, first + count, rounding.limit() + 0xffff >>> 16);
            };
        } catch (InternalError gone) {
            throw tensor.shrunk(gone);
        }
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
            MemorySegment.copy(data, Tensor.SHORT, 2 * at, bits, 0, count);
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
