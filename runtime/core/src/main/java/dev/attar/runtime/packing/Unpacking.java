package dev.attar.runtime.packing;

import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.weights.Bfloat16;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the parameters out of packed weights again: {@link Packing} the other way round. */
public final class Unpacking {
    private Unpacking() {}

    /** Every tensor of the weight file that was packed, by name. */
    public static Map<String, FloatTensor> tensors(ProgramPlan plan, MemorySegment floats) {
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
                values[row * columns + column] = value(placement, floats, row, column);
            }
        }
        return values;
    }

    private static float value(Placement placement, MemorySegment floats, int row, int column) {
        long block = placement.block();
        int columns = placement.columns();
        return switch (placement.slot().layout()) {
            case Layout.Rows(int stride) ->
                floats.getAtIndex(ValueLayout.JAVA_FLOAT, block + (long) row * stride + column);
            case Layout.Int8Panels panels -> Int8Packing.value(floats, panels, row, column, columns, block);
            case Layout.Distances distances -> DistancePacking.value(floats, distances, row, column, block);
            case Layout.Panels(int width, int firstRow, int totalRows) -> {
                int n = firstRow + row;
                int panelStart = n - n % width;
                long line = (long) panelStart * columns + (long) column * Math.min(width, totalRows - panelStart);
                yield floats.getAtIndex(ValueLayout.JAVA_FLOAT, block + line + (n - panelStart));
            }
            case Layout.Bfloat16Panels(int width, int lanes, int firstRow, int totalRows) -> {
                int n = firstRow + row;
                int panelStart = n - n % width;
                int panelWidth = Math.min(width, totalRows - panelStart);
                long line = (long) panelStart * columns + (long) column * panelWidth;
                int place = Bfloat16Packing.place(lanes, n - panelStart, panelWidth);
                yield Bfloat16.widened(floats.getAtIndex(ValueLayout.JAVA_SHORT, 2 * block + line + place));
            }
        };
    }
}
