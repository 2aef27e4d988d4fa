package dev.attar.importer.family;

import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.importer.tensor.TensorData;

/** Whether a stored table is that of sinusoidal positions. */
final class SineTable {
    /** What rounding to half precision does to a sine. */
    private static final double CLOSE = 1e-3;

    private SineTable() {}

    static boolean holds(TensorData table, Positions.Sinusoidal kind) {
        if (table.shape().size() != 2) {
            return false;
        }
        int width = Math.toIntExact(table.shape().getLast());
        int half = width / 2;
        double steps = kind.inclusive() ? Math.max(1, half - 1) : width / 2.0;
        for (long position = kind.offset(); position < table.shape().getFirst(); position++) {
            for (int channel = 0; channel < 2 * half; channel++) {
                int frequency = kind.halves() ? channel % half : channel / 2;
                boolean sine = kind.halves() ? channel < half : channel % 2 == 0;
                double angle = position / Math.pow(10000, frequency / steps);
                double wanted = sine ? Math.sin(angle) : Math.cos(angle);
                if (!(Math.abs(table.value(position * width + channel) - wanted) <= CLOSE)) {
                    return false;
                }
            }
        }
        return true;
    }
}
