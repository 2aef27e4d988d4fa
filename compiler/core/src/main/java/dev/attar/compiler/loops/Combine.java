package dev.attar.compiler.loops;

/** How a reduction puts two values together. */
public enum Combine {
    SUM(0f) {
        @Override
        public Expr of(Expr left, Expr right) {
            return Expr.add(left, right);
        }
    },
    /** The right one where it is larger, else the left one: of numbers the largest. What is not a number is passed over. */
    LARGEST(Float.NEGATIVE_INFINITY) {
        @Override
        public Expr of(Expr left, Expr right) {
            return new Expr.IfLess(left, right, right, left);
        }
    };

    private final float neutral;

    Combine(float neutral) {
        this.neutral = neutral;
    }

    /** @param right mentioned more than once, so a name or a number */
    public abstract Expr of(Expr left, Expr right);

    public float neutral() {
        return neutral;
    }
}
