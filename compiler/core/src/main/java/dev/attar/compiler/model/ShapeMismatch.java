package dev.attar.compiler.model;

/** Operands whose shapes do not fit an operation. A spec error is found before; this is a fault of the stage that builds. */
public final class ShapeMismatch extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ShapeMismatch(String message) {
        super(message);
    }
}
