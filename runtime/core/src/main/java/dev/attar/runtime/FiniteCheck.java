package dev.attar.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Looks for numbers that are NaN or infinite. They are those whose bits, without the sign, are not below those of infinity;
 * so a piece is judged by its largest, with integers, in a loop that HotSpot makes vectors of.
 */
final class FiniteCheck {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PIECE = 4096;

    private FiniteCheck() {}

    /**
     * Looks at {@code count} elements from element {@code first} on.
     *
     * @return index of the first one that is NaN or infinite; -1 when all are finite
     * @throws WeightsException when the file has shrunk since it was opened
     */
    static long firstNotFinite(Tensor tensor, long first, long count) {
        try {
            return switch (tensor.type()) {
                case F32 -> singles(tensor.data(), first, first + count);
                case F16 -> halves(tensor.data(), first, first + count, 0x7c00);
                case BF16 -> halves(tensor.data(), first, first + count, 0x7f80);
            };
        } catch (InternalError gone) {
            throw tensor.shrunk(gone);
        }
    }

    private static long singles(MemorySegment data, long from, long to) {
        int[] bits = new int[(int) Math.min(PIECE, to - from)];
        for (long at = from; at < to; at += PIECE) {
            int count = (int) Math.min(PIECE, to - at);
            MemorySegment.copy(data, INT, 4 * at, bits, 0, count);
            if (largest(bits, count) >= 0x7f800000) {
                int i = 0;
                while ((bits[i] & 0x7fffffff) < 0x7f800000) {
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
