package dev.attar.runtime;

import java.util.Arrays;
import java.util.Objects;

/** A result: rows of floats, dense, one row after another. It belongs to the caller; nothing else refers to it. */
public final class Matrix {
    private final int rows;
    private final int columns;
    private final float[] values;

    /**
     * @param values {@code rows * columns} of them, row-major; not copied
     * @throws IllegalArgumentException when it is another number
     */
    public Matrix(int rows, int columns, float[] values) {
        if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill " + rows + " rows of " + columns + " columns");
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** One value. */
    public float at(int row, int column) {
        return values[Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns)];
    }

    /** A copy of one row. */
    public float[] row(int row) {
        int start = Objects.checkIndex(row, rows) * columns;
        return Arrays.copyOfRange(values, start, start + columns);
    }

    /** All values, row-major; the matrix's own array. */
    public float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return "Matrix(" + rows + ", " + columns + ")";
    }
}
