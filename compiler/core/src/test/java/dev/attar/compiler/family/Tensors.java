package dev.attar.compiler.family;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fp32 tensors of a safetensors file, in double. */
final class Tensors {
    /** One of them, row-major; a vector is a matrix of one column. */
    record Matrix(int rows, int columns, double[] values) {
        /** The rows {@code from … from + count}. */
        Matrix rows(int from, int count) {
            double[] part = java.util.Arrays.copyOfRange(values, from * columns, (from + count) * columns);
            return new Matrix(count, columns, part);
        }

        Matrix transposed() {
            double[] turned = new double[values.length];
            for (int r = 0; r < rows; r++)
                for (int c = 0; c < columns; c++) turned[c * rows + r] = values[r * columns + c];
            return new Matrix(columns, rows, turned);
        }

        Matrix over(double divisor) {
            return new Matrix(
                    rows,
                    columns,
                    java.util.Arrays.stream(values).map(x -> x / divisor).toArray());
        }
    }

    private final Map<String, Matrix> byName = new HashMap<>();

    Tensors(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(header);
        int start = bytes.position();
        ((Map<?, ?>) JsonTree.read(header)).forEach((name, entry) -> {
            if (!name.equals("__metadata__")) byName.put((String) name, matrix(bytes, start, (Map<?, ?>) entry));
        });
    }

    private static Matrix matrix(ByteBuffer bytes, int start, Map<?, ?> entry) {
        if (!"F32".equals(entry.get("dtype"))) throw new IllegalArgumentException(entry.toString());
        List<?> shape = (List<?>) entry.get("shape");
        int first = ((Double) shape.getFirst()).intValue();
        int rows = shape.size() == 2 && first == 1 ? ((Double) shape.getLast()).intValue() : first;
        int columns = shape.size() == 1 || rows != first ? 1 : ((Double) shape.getLast()).intValue();
        int offset = start + ((Double) ((List<?>) entry.get("data_offsets")).getFirst()).intValue();
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) values[i] = bytes.getFloat(offset + 4 * i);
        return new Matrix(rows, columns, values);
    }

    Optional<Matrix> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    java.util.Set<String> names() {
        return byName.keySet();
    }
}
