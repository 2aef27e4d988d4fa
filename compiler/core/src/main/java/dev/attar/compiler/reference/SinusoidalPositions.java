package dev.attar.compiler.reference;

import java.util.List;

/**
 * The table of sinusoidal positions: position p, channel 2i is {@code sin(p / 10000^(2i/C))}, channel 2i + 1 is the cosine of
 * the same; in halves, channels i and C / 2 + i are.
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
        return interleaved(sizes, false);
    }

    /** @param inclusive whether the last frequency is 1 / 10000, and not the next one */
    static double[] interleaved(List<Integer> sizes, boolean inclusive) {
        return table(sizes, inclusive, (channel, _) -> channel / 2, (channel, _) -> channel % 2 == 0);
    }

    /** Sines in the first half of the channels, cosines in the second. */
    static double[] halves(List<Integer> sizes, boolean inclusive) {
        return table(sizes, inclusive, (channel, half) -> channel % half, (channel, half) -> channel < half);
    }

    private static double[] table(List<Integer> sizes, boolean inclusive, Pair pair, Sine sine) {
        int width = sizes.getLast();
        double steps = inclusive ? Math.max(1, width / 2 - 1) : width / 2.0;
        double[] table = new double[Math.multiplyExact(sizes.getFirst(), width)];
        for (int i = 0; i < table.length; i++) {
            int position = i / width;
            int channel = i % width;
            double angle = position / StrictMath.pow(10000, pair.of(channel, width / 2) / steps);
            table[i] = (float) (sine.at(channel, width / 2) ? StrictMath.sin(angle) : StrictMath.cos(angle));
        }
        return table;
    }

    /** The number of the frequency that a channel has. */
    private interface Pair {
        int of(int channel, int half);
    }

    /** Whether a channel has the sine. */
    private interface Sine {
        boolean at(int channel, int half);
    }
}
