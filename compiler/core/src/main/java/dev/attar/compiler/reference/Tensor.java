package dev.attar.compiler.reference;

/** What a value holds while the interpreter runs. */
sealed interface Tensor {
    /** Floats of (T,C), (B,C) or (N,K); of (N), one row. */
    record Rows(double[][] rows) implements Tensor {}

    /** Indices of (T), (B) or a constant number of them. */
    record Indices(int[] indices) implements Tensor {}
}
