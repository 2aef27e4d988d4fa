package dev.attar.compiler.model;

/** The shape rules' way to say no. */
final class Shapes {
    private Shapes() {}

    static void require(boolean fits, String op, Value in, Value other) {
        if (!fits) throw new ShapeMismatch(op + ": " + in + " " + in.type() + " with " + other + " " + other.type());
    }

    static void require(boolean fits, String op, Value in, Param param) {
        if (!fits) throw new ShapeMismatch(op + ": " + in + " " + in.type() + " with " + param + " " + param.type());
    }

    static void requireFloats(String op, Value in) {
        if (in.type().element() != ElementType.FLOAT) throw new ShapeMismatch(op + ": " + in + " " + in.type());
    }

    static void requireMatrix(String op, Value in, Param matrix) {
        require(matrix.type().dimensions().size() == 2, op, in, matrix);
    }

    static void require(boolean fits, String op, Param param) {
        if (!fits) throw new ShapeMismatch(op + ": " + param + " " + param.type());
    }

    static void require(boolean fits, String op, Param first, Param second) {
        if (!fits)
            throw new ShapeMismatch(op + ": " + first + " " + first.type() + " with " + second + " " + second.type());
    }

    static void requireVector(String op, Value in, Param vector) {
        require(vector.type().equals(TensorType.constant(in.type().last())), op, in, vector);
    }
}
