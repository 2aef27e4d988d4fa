package dev.attar.compiler.reference;

/**
 * Matrices as products multiply by them where weights are integers of 8 bits: the columns of a row are taken in groups of 32, from the
 * first on; each number becomes the nearest multiple of its group's scale, ties to the even one. The scale is the largest absolute
 * value of the group divided by 127, rounded to fp32 and then to bfloat16.
 */
final class Int8Rounding {
    private static final int GROUP = 32;
    private static final int LARGEST = 127;

    private Int8Rounding() {}

    /** @param columns of the matrix whose values are given row by row; each is one of fp32 */
    static double[] of(double[] values, int columns) {
        double[] rounded = new double[values.length];
        for (int row = 0; row < values.length; row += columns)
            for (int from = 0; from < columns; from += GROUP)
                group(values, rounded, row + from, row + Math.min(from + GROUP, columns));
        return rounded;
    }

    private static void group(double[] values, double[] rounded, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) largest = Math.max(largest, Math.abs(values[i]));
        double scale = Parameters.bfloat16((float) (largest / LARGEST));
        if (scale == 0) return;
        for (int i = from; i < to; i++)
            rounded[i] = scale * Math.clamp(Math.rint(values[i] / scale), -LARGEST, LARGEST);
    }
}
