package dev.attar.importer.family;

import dev.attar.importer.tensor.TensorData;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The keys or queries of relative positions in one layer, computed once: the table of positions that all layers share, normed, through
 * the layer's own projection. No token has a part in it, so a model need not compute it again for each text.
 *
 * <p>The rows of the shared table are by query's place less key's, from the farthest after the query to the farthest before it; those
 * of a layer's are by direction and distance, 0 to {@code span} each.
 *
 * @param table (2 span, C), normed
 */
record PositionTables(double[][] table, int span) {
    /** @param norm scale and bias of the norm over the rows, where there is one */
    static PositionTables of(TensorData table, Optional<List<TensorData>> norm, double epsilon, int span) {
        int width = Math.toIntExact(table.shape().getLast());
        double[][] rows = new double[2 * span][width];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < width; c++) {
                rows[r][c] = table.value((long) r * width + c);
            }
            double[] row = rows[r];
            norm.ifPresent(given -> normalise(row, given, epsilon));
        }
        return new PositionTables(rows, span);
    }

    private static void normalise(double[] row, List<TensorData> norm, double epsilon) {
        double mean = IntStream.range(0, row.length).mapToDouble(c -> row[c]).sum() / row.length;
        double variance = 0;
        for (double x : row) {
            variance += (x - mean) * (x - mean);
        }
        double scale = 1 / Math.sqrt(variance / row.length + epsilon);
        for (int c = 0; c < row.length; c++) {
            row[c] = (row[c] - mean) * scale * norm.getFirst().value(c)
                    + norm.getLast().value(c);
        }
    }

    /**
     * @param name of the result: (2 (span + 1), N)
     * @param weight of the projection (N, C), and its bias (N)
     */
    TensorData through(String name, TensorData weight, TensorData bias) {
        int outputs = Math.toIntExact(weight.shape().getFirst());
        int width = Math.toIntExact(weight.shape().getLast());
        double[][] matrix = new double[outputs][width];
        for (int n = 0; n < outputs; n++) {
            for (int c = 0; c < width; c++) {
                matrix[n][c] = weight.value((long) n * width + c);
            }
        }
        float[][] projected = new float[table.length][outputs];
        IntStream.range(0, table.length).parallel().forEach(r -> {
            for (int n = 0; n < outputs; n++) {
                double sum = bias.value(n);
                for (int c = 0; c < width; c++) {
                    sum += table[r][c] * matrix[n][c];
                }
                projected[r][n] = (float) sum;
            }
        });
        float[] all = new float[2 * (span + 1) * outputs];
        for (int distance = 0; distance <= span; distance++) {
            int before = Math.min(span + distance, 2 * span - 1);
            int after = Math.max(span - distance, 0);
            System.arraycopy(projected[before], 0, all, distance * outputs, outputs);
            System.arraycopy(projected[after], 0, all, (span + 1 + distance) * outputs, outputs);
        }
        return TensorData.of(name, List.of(2L * (span + 1), (long) outputs), all);
    }
}
