package dev.attar.compiler.model;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The norms besides {@link Op.LayerNorm}: each run of {@code width} channels is normalised by itself, all with the same gamma. A run
 * is the whole row, or a head (norms of queries and keys): in (R,C), C a multiple of the width, gamma (width) -> (R,C).
 */
public sealed interface NormOp extends Op {
    Value in();

    int width();

    Optional<Param> gamma();

    double epsilon();

    @Override
    default TensorType type() {
        return in().type();
    }

    @Override
    default List<Value> operands() {
        return List.of(in());
    }

    @Override
    default List<Param> params() {
        return gamma().stream().toList();
    }

    /**
     * {@code out = gamma * in / sqrt(mean of in^2 + epsilon)} for each run. Without gamma, it counts as 1.
     *
     * <p>Source: Zhang and Sennrich 2019, section 4.
     */
    record RmsNorm(Value in, int width, Optional<Param> gamma, double epsilon) implements NormOp {
        public RmsNorm {
            require("rms norm", in, width, gamma, epsilon);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new RmsNorm(to.apply(in), width, gamma, epsilon);
        }
    }

    /**
     * {@code out = gamma * (in - mean) / sqrt(variance + epsilon)} for each run: layer normalisation without a bias. Without gamma,
     * it counts as 1.
     *
     * <p>Source: Ba, Kiros and Hinton 2016, section 3.
     */
    record CenteredNorm(Value in, int width, Optional<Param> gamma, double epsilon) implements NormOp {
        public CenteredNorm {
            require("centered norm", in, width, gamma, epsilon);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new CenteredNorm(to.apply(in), width, gamma, epsilon);
        }
    }

    private static void require(String op, Value in, int width, Optional<Param> gamma, double epsilon) {
        Shapes.requireFloats(op, in);
        Shapes.require(width > 0 && in.type().last() % width == 0, op + " of runs of " + width, in, in);
        gamma.ifPresent(g -> Shapes.require(g.type().equals(TensorType.constant(width)), op, in, g));
        Shapes.require(0 <= epsilon && epsilon < Double.POSITIVE_INFINITY, op + ", epsilon " + epsilon, in, in);
    }
}
