package dev.attar.importer.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weights stored as 8-bit integers, as the numbers they stand for: {@code scale (q - zero)}, computed once in fp32 and kept outside
 * the heap.
 */
public final class Dequantised {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Dequantised() {}

    /**
     * Scales or zero points: one number for the whole matrix, or one for each of its columns.
     *
     * @param source the stored tensor that they are, if they are one
     */
    public record Steps(double[] values, List<TensorData> source) {
        double at(long column) {
            return values[values.length == 1 ? 0 : (int) column];
        }

        boolean fits(long columns) {
            return values.length == 1 || values.length == columns;
        }
    }

    /** Empty when it is no matrix, or there is neither one scale and zero point for all of it nor one for each column. */
    public static Optional<TensorView> of(TensorView matrix, Steps scales, Steps zeros) {
        long columns = matrix.rank() == 2 ? matrix.shape().get(1) : -1;
        if (columns < 1 || !scales.fits(columns) || !zeros.fits(columns)) {
            return Optional.empty();
        }
        MemorySegment bytes = Arena.ofAuto().allocate(Math.multiplyExact(matrix.elements(), 4L), 4);
        for (long i = 0; i < matrix.elements(); i++) {
            long column = i % columns;
            float distance = (float) (matrix.value(i) - zeros.at(column));
            bytes.set(FLOAT, i * 4, distance * (float) scales.at(column));
        }
        List<TensorData> sources = new ArrayList<>(List.of(matrix.data()));
        sources.addAll(scales.source());
        sources.addAll(zeros.source());
        return Optional.of(TensorView.of(
                new TensorData(matrix.data().name(), ElementKind.FLOAT32, matrix.shape(), bytes, sources)));
    }

    /** A vector of integers, with one scale and one zero point. */
    public static Optional<TensorView> vector(String name, Steps integers, Steps scale, Steps zero) {
        if (scale.values().length != 1 || zero.values().length != 1) {
            return Optional.empty();
        }
        float[] values = new float[integers.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (integers.at(i) - zero.at(i)) * (float) scale.at(i);
        }
        return Optional.of(TensorView.of(TensorData.of(name, List.of((long) values.length), values)));
    }
}
