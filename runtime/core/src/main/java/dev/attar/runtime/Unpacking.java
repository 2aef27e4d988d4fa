package dev.attar.runtime;

import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the parameters out of packed weights again: {@link Packing} the other way round. */
final class Unpacking {
    private Unpacking() {}

    /** Every tensor of the weight file that was packed, by name. */
    static Map<String, FloatTensor> tensors(ProgramPlan plan, MemorySegment floats) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (Placement placement : Placement.of(plan)) {
            if (placement.fromWeights() && !tensors.containsKey(placement.tensor())) {
                tensors.put(placement.tensor(), new FloatTensor(placement.shape(), values(placement, floats)));
            }
        }
        return tensors;
    }

    private static float[] values(Placement placement, MemorySegment floats) {
        int columns = placement.columns();
        float[] values = new float[Math.multiplyExact(placement.rows(), columns)];
        for (int row = 0; row < placement.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                long at = placement.block() + within(placement.slot().layout(), row, column, columns);
                values[row * columns + column] = floats.getAtIndex(ValueLayout.JAVA_FLOAT, at);
            }
        }
        return values;
    }

    /** Where in its block a value lies, in floats. */
    private static long within(Layout layout, int row, int column, int columns) {
        return switch (layout) {
            case Layout.Rows(int stride) -> (long) row * stride + column;
            case Layout.Panels(int width, int firstRow, int totalRows) -> {
                int n = firstRow + row;
                int panelStart = n - n % width;
                int panelWidth = Math.min(width, totalRows - panelStart);
                yield (long) panelStart * columns + (long) column * panelWidth + (n - panelStart);
            }
        };
    }
}
