package dev.attar.compiler.loops;

/** How a reduction puts two values together. */
public enum Combine {
    SUM(Expr.BinaryOp.ADD, 0f),
    LARGEST(Expr.BinaryOp.MAX, Float.NEGATIVE_INFINITY);

    private final Expr.BinaryOp op;
    private final float neutral;

    Combine(Expr.BinaryOp op, float neutral) {
        this.op = op;
        this.neutral = neutral;
    }

    public Expr of(Expr left, Expr right) {
        return new Expr.Binary(op, left, right);
    }

    public Expr.BinaryOp op() {
        return op;
    }

    public float neutral() {
        return neutral;
    }
}
