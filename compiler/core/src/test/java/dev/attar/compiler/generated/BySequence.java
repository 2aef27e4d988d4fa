package dev.attar.compiler.generated;

import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Matrix;
import java.util.ArrayList;
import java.util.List;

/** A result taken apart. */
final class BySequence {
    private BySequence() {}

    /** The values of each sequence: its one row, or the rows of its tokens; of the output {@code encoder} those of its source. */
    static List<float[]> of(String output, Matrix matrix, Tokens batch) {
        Tokens tokens = output.equals("encoder") ? batch.source().orElseThrow() : batch;
        List<float[]> all = new ArrayList<>();
        boolean perToken = matrix.rows() != tokens.sequences().size()
                || tokens.ids().length == tokens.sequences().size();
        int row = 0;
        for (Tokens.Sequence sequence : tokens.sequences()) {
            int rows = perToken ? sequence.length() : 1;
            float[] values = new float[rows * matrix.columns()];
            for (int r = 0; r < rows; r++)
                System.arraycopy(matrix.row(row + r), 0, values, r * matrix.columns(), matrix.columns());
            row += rows;
            all.add(values);
        }
        return all;
    }
}
