package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void rowsLieOneAfterAnother() {
        Matrix matrix = new Matrix(2, 3, new float[] {1, 2, 3, 4, 5, 6});
        assertArrayEquals(new float[] {4, 5, 6}, matrix.row(1));
        assertEquals(3, matrix.at(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.row(2));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.at(0, 3));
    }

    @Test
    void theValuesMustFillIt() {
        assertThrows(IllegalArgumentException.class, () -> new Matrix(2, 3, new float[5]));
        assertThrows(IllegalArgumentException.class, () -> new Matrix(1 << 16, 1 << 16, new float[0]));
        assertThrows(IllegalArgumentException.class, () -> new Matrix(-1, -1, new float[1]));
    }
}
