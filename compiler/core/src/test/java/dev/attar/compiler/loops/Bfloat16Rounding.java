package dev.attar.compiler.loops;

/** Rounding of weights as it is defined, for comparisons. */
public final class Bfloat16Rounding {
    private Bfloat16Rounding() {}

    /** The nearest float whose lower 16 bits are 0; of two that are as near, the one whose bit 16 is 0. */
    public static float of(float value) {
        float down = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
        float up = Float.intBitsToFloat((Float.floatToRawIntBits(value) & 0xffff0000) + 0x10000);
        double below = Math.abs((double) value - down);
        double above = Math.abs((double) up - value);
        boolean odd = (Float.floatToRawIntBits(down) & 0x10000) != 0;
        return above < below || (above == below && odd) ? up : down;
    }

    /** All of them. */
    public static float[] of(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) rounded[i] = of(values[i]);
        return rounded;
    }
}
