package dev.attar.compiler.model;

/** {@code out = op}. */
public record Assign(Value out, Op op) implements Step {
    public Assign {
        if (!out.type().equals(op.type()))
            throw new ShapeMismatch(out + " is " + out.type() + " but its operation gives " + op.type());
    }

    /** Names the result of an operation. */
    public static Assign of(String name, Op op) {
        return new Assign(new Value(name, op.type()), op);
    }
}
