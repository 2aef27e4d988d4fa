package dev.attar.compiler.loops;

/** Integers of 8 bits with scales as they are defined, for comparisons: one group of a row after another. */
public final class Int8Rounding {
    private static final int GROUP = 32;

    private Int8Rounding() {}

    /** The scale of the group that a column of a row is in. */
    static float scale(float[] values, int columns, int i) {
        int first = i / columns * columns + i % columns / GROUP * GROUP;
        int end = Math.min(first + GROUP, i / columns * columns + columns);
        float largest = 0;
        for (int k = first; k < end; k++) largest = Math.max(largest, Math.abs(values[k]));
        return Bfloat16Rounding.of(largest / 127);
    }

    /** The integer of a column of a row: the one whose product with the scale is nearest; of two that are as near, the even one. */
    static int integer(float[] values, int columns, int i) {
        double scale = scale(values, columns, i);
        int nearest = 0;
        for (int q = -127; q <= 127; q++) {
            double distance = Math.abs(values[i] - q * scale);
            double before = Math.abs(values[i] - nearest * scale);
            if (distance < before || distance == before && q % 2 == 0) nearest = q;
        }
        return scale == 0 ? 0 : nearest;
    }

    /** A matrix of so many columns, row by row, as products multiply by it. */
    public static float[] of(float[] values, int columns) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) rounded[i] = integer(values, columns, i) * scale(values, columns, i);
        return rounded;
    }
}
