package dev.attar.cli;

import dev.attar.runtime.Matrix;
import java.util.Optional;

/**
 * What the model made of one request.
 *
 * @param name the text, or the ids, for people
 * @param ids token ids, special tokens included
 * @param shape (columns), or (tokens, columns)
 * @param values row-major
 * @param text what was given, where it was a text
 */
record ModelResult(String name, int[] ids, int[] shape, float[] values, Optional<Request.OfText> text) {
    /** Of token ids. */
    ModelResult(String name, int[] ids, int[] shape, float[] values) {
        this(name, ids, shape, values, Optional.empty());
    }

    /** The values as rows: one where there is one for the sequence. */
    Matrix rows() {
        int columns = shape[shape.length - 1];
        return new Matrix(shape.length == 1 ? 1 : shape[0], columns, values);
    }

    /** Cosine of the angle between two results of one row. */
    double similarity(ModelResult other) {
        double dot = 0;
        double mine = 0;
        double theirs = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
            mine += (double) values[i] * values[i];
            theirs += (double) other.values[i] * other.values[i];
        }
        return dot / Math.max(Math.sqrt(mine * theirs), Double.MIN_NORMAL);
    }
}
