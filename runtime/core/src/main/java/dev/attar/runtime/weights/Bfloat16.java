package dev.attar.runtime.weights;

/** The upper half of a single precision number: its sign, its exponent and 7 bits of its fraction. */
public final class Bfloat16 {
    private Bfloat16() {}

    /**
     * The nearest one, ties to even. NaN stays NaN; numbers from 3.3961776e38 on, which lie nearer to 2^128 than to the largest
     * finite one, become infinite.
     */
    public static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** A bfloat16 number as a float; nothing is lost. */
    public static float widened(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Whether the number is finite, and still is when it is rounded. */
    public static boolean holds(float value) {
        return Float.isFinite(widened(of(value)));
    }
}
