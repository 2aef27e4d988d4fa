package dev.attar.runtime.packing;

import dev.attar.runtime.Tensor;
import dev.attar.runtime.kernel.Slot.Source;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The values of one parameter, row after row. Safe for use by many threads. */
public interface SlotValues {
    /** Reads {@code count} values from value {@code first} on into {@code into[at]} and after. */
    void read(long first, int count, float[] into, int at);

    /** The values of a tensor. */
    static SlotValues of(Tensor tensor) {
        return (first, count, into, at) -> tensor.read(first, into, at, count);
    }

    /** The table that a source other than {@link Source#WEIGHTS} defines. */
    static SlotValues computed(Source source, int columns) {
        return switch (source) {
            case Source.Weights() -> throw new IllegalArgumentException("weights are read, not computed");
            case Source.Sinusoidal(boolean halves, boolean inclusive) -> {
                int steps = inclusive ? inclusive(columns) : columns;
                yield halves ? halves(columns, steps) : byTurns(columns, steps);
            }
            case Source.Turns(List<Double> frequencies) -> turns(frequencies);
            case Source.Alibi(List<Double> slopes, int middle) -> alibi(slopes, middle, columns);
        };
    }

    /** All cosines, then all sines of the same angles. */
    private static SlotValues turns(List<Double> frequencies) {
        int half = frequencies.size();
        double[] each = frequencies.stream().mapToDouble(Double::doubleValue).toArray();
        return (first, count, into, at) -> {
            for (int i = 0; i < count; i++) {
                int channel = (int) ((first + i) % (2 * half));
                double angle = (first + i) / (2 * half) * each[channel % half];
                into[at + i] = (float) (channel < half ? StrictMath.cos(angle) : StrictMath.sin(angle));
            }
        };
    }

    /** A row for each slope. */
    private static SlotValues alibi(List<Double> slopes, int middle, int columns) {
        return (first, count, into, at) -> {
            for (int i = 0; i < count; i++) {
                double slope = slopes.get((int) ((first + i) / columns));
                into[at + i] = (float) (-slope * Math.abs((first + i) % columns - middle));
            }
        };
    }

    /** What twice the number of a frequency is divided by, so that the last one is 1 / 10000. */
    private static int inclusive(int columns) {
        return 2 * Math.max(1, columns / 2 - 1);
    }

    /** A sine, then the cosine of the same angle. */
    private static SlotValues byTurns(int columns, double steps) {
        return sinusoids(columns, steps, channel -> channel - channel % 2, channel -> channel % 2 == 0);
    }

    /** All sines, then all cosines of the same angles. */
    private static SlotValues halves(int columns, double steps) {
        int half = columns / 2;
        return sinusoids(columns, steps, channel -> 2 * (channel % half), channel -> channel < half);
    }

    /**
     * @param pair twice the number of the frequency that a channel has
     * @param sine whether a channel has the sine
     */
    private static SlotValues sinusoids(int columns, double steps, IntUnaryOperator pair, IntPredicate sine) {
        double[] wavelengths = new double[columns]; // over 2 pi
        boolean[] sines = new boolean[columns];
        for (int channel = 0; channel < columns; channel++) {
            wavelengths[channel] = StrictMath.pow(10_000, pair.applyAsInt(channel) / steps);
            sines[channel] = sine.test(channel);
        }
        return (first, count, into, at) -> {
            for (int i = 0; i < count; i++) {
                int channel = (int) ((first + i) % columns);
                double angle = (first + i) / columns / wavelengths[channel];
                into[at + i] = (float) (sines[channel] ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        };
    }
}
