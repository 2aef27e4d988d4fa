package dev.attar.compiler.model;

import java.util.List;
import java.util.function.UnaryOperator;

/** Products element by element. */
public sealed interface ElementwiseOp extends Op {
    /** {@code out = left * right}: (R,C), (R,C) -> (R,C). The gate of a gated feed-forward part (Shazeer 2020). */
    record Multiply(Value left, Value right) implements ElementwiseOp {
        public Multiply {
            Shapes.requireFloats("multiply", left);
            Shapes.require(left.type().equals(right.type()), "multiply", left, right);
        }

        @Override
        public TensorType type() {
            return left.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Multiply(to.apply(left), to.apply(right));
        }
    }

    /** {@code out = factor * in}: (R,C) -> (R,C). */
    record Scale(Value in, double factor) implements ElementwiseOp {
        public Scale {
            Shapes.requireFloats("scale", in);
            Shapes.require(Double.isFinite(factor), "scale by " + factor, in, in);
        }

        @Override
        public TensorType type() {
            return in.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(in);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Scale(to.apply(in), factor);
        }
    }
}
