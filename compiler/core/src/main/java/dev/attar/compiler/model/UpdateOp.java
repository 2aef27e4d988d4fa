package dev.attar.compiler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Optimizers: from parameters, gradients and moments to new ones. Everything is of constant shape and, apart from
 * {@link AddSquares} and {@link GradientFactor}, element by element. What changes from step to step (rate, corrections) is an
 * input of the entry point.
 */
public sealed interface UpdateOp extends Op {
    /** Operations that turn floats of constant shape into as many. */
    sealed interface Elementwise extends UpdateOp {
        /** The value whose type the result has. */
        Value like();

        @Override
        default TensorType type() {
            return like().type();
        }
    }

    /** {@code out = param}: a parameter as a value of its shape. */
    record Read(Param param) implements UpdateOp {
        @Override
        public TensorType type() {
            return param.type();
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public List<Param> params() {
            return List.of(param);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return this;
        }
    }

    /** {@code out = sum + the sum of all squares of in}: (1), any constant shape -> (1). */
    record AddSquares(Value sum, Value in) implements UpdateOp {
        public AddSquares {
            Shapes.require(sum.type().equals(TensorType.constant(1)), "add squares", sum, in);
            requireConstant("add squares", in);
        }

        @Override
        public TensorType type() {
            return sum.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(sum, in);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new AddSquares(to.apply(sum), to.apply(in));
        }
    }

    /**
     * From the sum of all squares of the gradients and how much the labels count, the global norm of the mean gradient and
     * the factor that gradients are multiplied by: {@code norm = sqrt(squares) / count},
     * {@code factor = min(1, limit / (norm + 1e-6)) / count}; both are 0 when nothing counts. (1), (1) -> (2): factor, norm.
     *
     * <p>Source: Pascanu, Mikolov and Bengio 2013, section 3.2, algorithm 1.
     *
     * @param limit the largest norm; none: gradients are not clipped
     */
    record GradientFactor(Value squares, Value count, Optional<Double> limit) implements UpdateOp {
        /** Added to the norm before dividing by it. */
        public static final double EPSILON = 1e-6;

        public GradientFactor {
            Shapes.require(squares.type().equals(TensorType.constant(1)), "gradient factor", squares, count);
            Shapes.require(count.type().equals(TensorType.constant(1)), "gradient factor", squares, count);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(2);
        }

        @Override
        public List<Value> operands() {
            return List.of(squares, count);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new GradientFactor(to.apply(squares), to.apply(count), limit);
        }
    }

    /**
     * {@code out = factor[0] * gradient}, and with decay {@code + rate * parameter}: the gradient of an L2 penalty added.
     *
     * @param factor {@link GradientFactor}'s result
     */
    record Scaled(Value gradient, Value factor, Optional<Decay> decay) implements Elementwise {
        public Scaled {
            requireConstant("scaled", gradient);
            Shapes.require(factor.type().equals(TensorType.constant(2)), "scaled", gradient, factor);
            decay.ifPresent(d ->
                    Shapes.require(d.parameter().type().equals(gradient.type()), "scaled", gradient, d.parameter()));
        }

        /** The penalty {@code rate / 2 * parameter^2}. */
        public record Decay(Value parameter, double rate) {}

        @Override
        public Value like() {
            return gradient;
        }

        @Override
        public List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(gradient, factor));
            decay.ifPresent(d -> all.add(d.parameter()));
            return List.copyOf(all);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Scaled(
                    to.apply(gradient), to.apply(factor), decay.map(d -> new Decay(to.apply(d.parameter()), d.rate())));
        }
    }

    /** {@code out = keep * old + take * gradient}, or of its square: a running mean or a momentum. */
    record Moment(Value old, Value gradient, double keep, double take, boolean squared) implements Elementwise {
        public Moment {
            requireConstant("moment", old);
            Shapes.require(old.type().equals(gradient.type()), "moment", old, gradient);
        }

        @Override
        public Value like() {
            return old;
        }

        @Override
        public List<Value> operands() {
            return List.of(old, gradient);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Moment(to.apply(old), to.apply(gradient), keep, take, squared);
        }
    }

    /** {@code out = parameter - rate * direction}, rate (1). */
    record Descend(Value parameter, Value direction, Value rate) implements Elementwise {
        public Descend {
            requireConstant("descend", parameter);
            Shapes.require(parameter.type().equals(direction.type()), "descend", parameter, direction);
            Shapes.require(rate.type().equals(TensorType.constant(1)), "descend", parameter, rate);
        }

        @Override
        public Value like() {
            return parameter;
        }

        @Override
        public List<Value> operands() {
            return List.of(parameter, direction, rate);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Descend(to.apply(parameter), to.apply(direction), to.apply(rate));
        }
    }

    /** Where Adam's epsilon is added. */
    enum AdamForm {
        /** {@code rate (m / c1) / (sqrt(v / c2) + epsilon)}. Source: Kingma and Ba 2014, algorithm 1. */
        PAPER,
        /** {@code (rate sqrt(c2) / c1) m / (sqrt(v) + epsilon)}. Source: Kingma and Ba 2014, end of section 2. */
        FOLDED
    }

    /**
     * {@code out = (1 - rate decay) parameter - step}, with the step of the form and {@code c1 = corrections[0] = 1 - beta1^t},
     * {@code c2 = corrections[1] = 1 - beta2^t} for step t. rate (1), corrections (2).
     *
     * <p>Source: Kingma and Ba 2014; decay: Loshchilov and Hutter 2017, algorithm 2.
     */
    record Adam(
            Value parameter,
            Value first,
            Value second,
            Value rate,
            Value corrections,
            double epsilon,
            double decay,
            AdamForm form)
            implements Elementwise {
        public Adam {
            requireConstant("adam", parameter);
            Shapes.require(parameter.type().equals(first.type()), "adam", parameter, first);
            Shapes.require(parameter.type().equals(second.type()), "adam", parameter, second);
            Shapes.require(rate.type().equals(TensorType.constant(1)), "adam", parameter, rate);
            Shapes.require(corrections.type().equals(TensorType.constant(2)), "adam", parameter, corrections);
        }

        @Override
        public Value like() {
            return parameter;
        }

        @Override
        public List<Value> operands() {
            return List.of(parameter, first, second, rate, corrections);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Adam(
                    to.apply(parameter),
                    to.apply(first),
                    to.apply(second),
                    to.apply(rate),
                    to.apply(corrections),
                    epsilon,
                    decay,
                    form);
        }
    }

    private static void requireConstant(String op, Value in) {
        Shapes.requireFloats(op, in);
        Shapes.require(in.type().isConstant(), op, in, in);
    }
}
