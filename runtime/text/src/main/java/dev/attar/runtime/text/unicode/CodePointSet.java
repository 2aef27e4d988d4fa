package dev.attar.runtime.text.unicode;

import java.util.Arrays;

/** A set of code points: bits up to the highest member of planes 0 and 1, ranges above. */
public final class CodePointSet {
    private static final int BITS = 0x20000;

    private final long[] bits;
    private final int[] ranges;

    private CodePointSet(long[] bits, int[] ranges) {
        this.bits = bits;
        this.ranges = ranges;
    }

    /** The set of ranges {@code first, last, first, last, …}, in any order. */
    public static CodePointSet of(int... ranges) {
        int top = 0;
        for (int i = 1; i < ranges.length; i += 2) {
            top = Math.max(top, Math.min(ranges[i], BITS - 1));
        }
        long[] bits = new long[(top >> 6) + 1];
        int[] above = new int[ranges.length];
        int count = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            for (int c = ranges[i]; c <= Math.min(ranges[i + 1], BITS - 1); c++) {
                bits[c >> 6] |= 1L << c;
            }
            if (ranges[i + 1] >= BITS) {
                above[count++] = Math.max(ranges[i], BITS);
                above[count++] = ranges[i + 1];
            }
        }
        return new CodePointSet(bits, Arrays.copyOf(above, count));
    }

    public boolean contains(int codePoint) {
        int word = codePoint >> 6;
        return word < bits.length ? (bits[word] >> codePoint & 1) != 0 : codePoint >= BITS && inRanges(codePoint);
    }

    private boolean inRanges(int codePoint) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] <= codePoint && codePoint <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
