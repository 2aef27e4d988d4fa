package dev.attar.runtime.spark;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import java.io.Serializable;

/** What becomes of the rows that a model computes: the values of the columns that are added. */
interface Answers extends Serializable {
    /** Computes a batch. */
    Matrix compute(LoadedModel model, Batch batch);

    /**
     * The values for one text, one for each column.
     *
     * @param first the first of its rows in the result
     */
    Object[] of(LoadedModel model, String text, EncodedText tokens, Matrix result, int first);

    /** How many rows of the result a text has. */
    default int rows(EncodedText tokens) {
        return 1;
    }

    /** How many columns are added. */
    int columns();
}
