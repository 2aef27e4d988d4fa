package dev.attar.runtime;

import dev.attar.runtime.kernel.Slot;

/** The values of one parameter, row after row. Safe for use by many threads. */
interface SlotValues {
    /** Reads {@code count} values from value {@code first} on into {@code into[at]} and after. */
    void read(long first, int count, float[] into, int at);

    /** The values of a tensor. */
    static SlotValues of(Tensor tensor) {
        return (first, count, into, at) -> tensor.read(first, into, at, count);
    }

    /** The table of sines and cosines that {@link Slot.Source#SINUSOIDAL_POSITIONS} defines. */
    static SlotValues sinusoids(int columns) {
        double[] wavelengths = new double[columns]; // over 2 pi
        for (int channel = 0; channel < columns; channel++) {
            double pair = channel - channel % 2;
            wavelengths[channel] = StrictMath.pow(10_000, pair / columns);
        }
        return (first, count, into, at) -> {
            for (int i = 0; i < count; i++) {
                int channel = (int) ((first + i) % columns);
                double angle = (first + i) / columns / wavelengths[channel];
                into[at + i] = (float) (channel % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        };
    }
}
