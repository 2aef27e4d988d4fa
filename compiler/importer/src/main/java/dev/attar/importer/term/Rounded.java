package dev.attar.importer.term;

/**
 * Whether a number of a graph is a known constant. Graphs in fp16 and bf16 hold constants rounded to that type: an erf argument
 * divided by 1.4140625 is divided by the square root of 2. Accepted is the constant to the few decimals that exporters write, and
 * its rounding to fp16 or bf16, also where the graph has the reciprocal; a wider tolerance would take other functions for it.
 */
final class Rounded {
    private static final double DECIMALS = 2e-5;
    private static final double EXACT = 1e-7;

    private Rounded() {}

    static boolean is(double value, double constant) {
        return near(value, constant, DECIMALS) || rounded(value, constant) || rounded(1 / value, 1 / constant);
    }

    private static boolean rounded(double value, double constant) {
        return near(value, Float.float16ToFloat(Float.floatToFloat16((float) constant)), EXACT)
                || near(value, bfloat16((float) constant), EXACT);
    }

    private static boolean near(double value, double wanted, double tolerance) {
        return Math.abs(value - wanted) <= tolerance * Math.abs(wanted);
    }

    /** To the nearest, ties to even, as PyTorch rounds. */
    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000);
    }
}
