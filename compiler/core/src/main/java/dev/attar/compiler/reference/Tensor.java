package dev.attar.compiler.reference;

/** What a value holds while the interpreter runs. */
sealed interface Tensor {
    /** Floats of (T,C) or (B,C). */
    record Rows(double[][] rows) implements Tensor {}

    /** Indices of (T). */
    record Indices(int[] indices) implements Tensor {}
}
