package dev.attar.runtime;

import dev.attar.runtime.kernel.Slot;

/** The values of one parameter, row by row. */
interface SlotRows {
    /** Reads {@code into.length} values, the columns of one row. */
    void read(int row, float[] into);

    /** The rows of a tensor. */
    static SlotRows of(Tensor tensor) {
        return (row, into) -> tensor.read((long) row * into.length, into, 0, into.length);
    }

    /** The rows of the table of sines and cosines that {@link Slot.Source#SINUSOIDAL_POSITIONS} defines. */
    static SlotRows sinusoids(int columns) {
        double[] wavelengths = new double[columns]; // over 2 pi
        for (int channel = 0; channel < columns; channel++) {
            double pair = channel - channel % 2;
            wavelengths[channel] = StrictMath.pow(10_000, pair / columns);
        }
        return (row, into) -> {
            for (int channel = 0; channel < columns; channel++) {
                double angle = row / wavelengths[channel];
                into[channel] = (float) (channel % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        };
    }
}
