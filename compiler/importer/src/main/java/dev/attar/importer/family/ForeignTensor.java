package dev.attar.importer.family;

import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorData;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor under a family's name, made of one parameter or of several that it holds side by side.
 *
 * @param parts the parameters in their order
 * @param heads for parts of heads
 */
public record ForeignTensor(String name, Arrangement arrangement, List<TensorData> parts, int heads) {
    public ForeignTensor {
        parts = List.copyOf(parts);
    }

    /** Its sizes. */
    public List<Long> shape() {
        List<Long> shape = arrangement.stored(parts.getFirst().shape());
        if (!arrangement.oneRow()) {
            return shape;
        }
        List<Long> row = new ArrayList<>(List.of(1L));
        row.addAll(shape);
        return row;
    }

    /** How its numbers are stored: as those of its first part. */
    public ElementKind kind() {
        return parts.getFirst().kind();
    }

    /** Elements from row-major index {@code first} on, into all of {@code into}. */
    public void read(long first, float[] into) {
        TensorData one = parts.getFirst();
        long rows = one.shape().getFirst();
        long columns = one.shape().size() == 2 ? one.shape().getLast() : 1;
        boolean turned = arrangement.transposed() && one.shape().size() == 2;
        long all = rows * parts.size();
        for (int i = 0; i < into.length; i++) {
            long at = first + i;
            long row = turned ? at % all : at / columns;
            long column = turned ? at / all : at % columns;
            into[i] = (float) value(row, column, rows, columns);
        }
    }

    /** The number at a row of all parts together. */
    private double value(long row, long column, long rows, long columns) {
        if (!arrangement.ofHeads()) {
            return parts.get((int) (row / rows)).value(row % rows * columns + column);
        }
        long width = rows / heads;
        long head = row / (width * parts.size());
        long part = row / width % parts.size();
        return parts.get((int) part).value((head * width + row % width) * columns + column);
    }
}
