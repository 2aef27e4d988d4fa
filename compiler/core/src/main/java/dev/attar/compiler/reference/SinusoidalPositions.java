package dev.attar.compiler.reference;

import java.util.List;

/**
 * The table of sinusoidal positions: position p, channel 2i is {@code sin(p / 10000^(2i/C))}, channel 2i + 1 is the cosine of
 * the same.
 *
 * <p>Numerics: computed in double with {@link StrictMath} and rounded once to fp32, as the runtime stores it: the table is
 * part of the model, so its rounding is no error of whoever reads it.
 *
 * <p>Source: Vaswani et al. 2017, section 3.5.
 */
final class SinusoidalPositions {
    private SinusoidalPositions() {}

    /** @param sizes (positions, C) */
    static double[] table(List<Integer> sizes) {
        int width = sizes.getLast();
        double[] table = new double[Math.multiplyExact(sizes.getFirst(), width)];
        for (int i = 0; i < table.length; i++) {
            int position = i / width;
            int channel = i % width;
            double angle = position / StrictMath.pow(10000, (channel - channel % 2) / (double) width);
            table[i] = (float) (channel % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
        }
        return table;
    }
}
