package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Operations of the backward pass: each is a derivative of an operation of {@link Op}. An operand called {@code gradient} is
 * the derivative of the loss by that operation's result; the result is the derivative by one of its operands or parameters.
 * Gradients of parameters have constant shape; they are sums over the rows of the batch. Attention's are in
 * {@link AttentionOp}.
 */
public sealed interface GradientOp extends Op permits GradientOp.OfGradient, GradientOp.Zero, AttentionOp {
    /** Derivatives that read the gradient of a result, and perhaps one more value. */
    sealed interface OfGradient extends GradientOp {
        Value gradient();

        /** The other value read, if any. */
        default Optional<Value> other() {
            return Optional.empty();
        }

        @Override
        default List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(gradient()));
            other().ifPresent(all::add);
            return List.copyOf(all);
        }
    }

    /** {@code out = 0}: () -> any floats. The beginning of a sum that a repeat carries. */
    record Zero(TensorType type) implements GradientOp {
        public Zero {
            if (type.element() != ElementType.FLOAT) throw new ShapeMismatch("zero: " + type);
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return this;
        }
    }

    // ---- products and biases ----

    /** {@code out = gradient * weight}, the derivative of a product by what it multiplies: (R,N), weight (N,K) -> (R,K). */
    record InputGradient(Value gradient, Param weight) implements OfGradient {
        public InputGradient {
            Shapes.requireMatrix("input gradient", gradient, weight);
            Shapes.require(
                    weight.type().sizes().getFirst() == gradient.type().last(), "input gradient", gradient, weight);
        }

        @Override
        public TensorType type() {
            return TensorType.rows(gradient.type().ragged(), weight.type().last());
        }

        @Override
        public List<Param> params() {
            return List.of(weight);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new InputGradient(to.apply(gradient), weight);
        }
    }

    /** {@code out = gradient^T * in}, the derivative of a product by its weight: (R,N), (R,K) -> (N,K). */
    record WeightGradient(Value gradient, Value in) implements OfGradient {
        public WeightGradient {
            Shapes.require(gradient.type().ragged() == in.type().ragged(), "weight gradient", gradient, in);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(in);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(gradient.type().last(), in.type().last());
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new WeightGradient(to.apply(gradient), to.apply(in));
        }
    }

    /** {@code out = gradient[0] + gradient[1] + …}, the derivative by a bias that each row is shifted by: (R,N) -> (N). */
    record RowSum(Value gradient) implements OfGradient {
        public RowSum {
            Shapes.requireFloats("row sum", gradient);
            Shapes.require(!gradient.type().isConstant(), "row sum", gradient, gradient);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(gradient.type().last());
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new RowSum(to.apply(gradient));
        }
    }

    /** {@code out[r][n]} = the sum over rows of {@code gradient[r N + n]}: each row is a matrix, (R, rows N) -> (rows, N). */
    record MatrixSum(Value gradient, int rows) implements OfGradient {
        public MatrixSum {
            Shapes.requireFloats("matrix sum", gradient);
            Shapes.require(rows > 0 && gradient.type().last() % rows == 0, "matrix sum", gradient, gradient);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(rows, gradient.type().last() / rows);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new MatrixSum(to.apply(gradient), rows);
        }
    }

    /**
     * {@code out} = the sum over rows and over the runs of {@code width} channels in each, the derivative by a vector that all runs
     * share: (R,C) -> (width).
     */
    record RunSum(Value gradient, int width) implements OfGradient {
        public RunSum {
            Shapes.requireFloats("run sum", gradient);
            Shapes.require(width > 0 && gradient.type().last() % width == 0, "run sum", gradient, gradient);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(width);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new RunSum(to.apply(gradient), width);
        }
    }

    /**
     * {@code out[n]} = the sum of {@code gradient[t]} for all rows with {@code indices[t] = n}: index (T), (T,C) -> (rows,C).
     *
     * @param padding the row that learns nothing: its sum is 0
     */
    record EmbedGradient(Value gradient, Value indices, int rows, Optional<Integer> padding) implements OfGradient {
        /** All rows learn. */
        public EmbedGradient(Value gradient, Value indices, int rows) {
            this(gradient, indices, rows, Optional.empty());
        }

        public EmbedGradient {
            Ragged ragged = gradient.type().ragged();
            Shapes.require(ragged != Ragged.SEQUENCES, "embed gradient", gradient, indices);
            Shapes.require(indices.type().equals(TensorType.indices(ragged)), "embed gradient", gradient, indices);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(indices);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(rows, gradient.type().last());
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new EmbedGradient(to.apply(gradient), to.apply(indices), rows, padding);
        }
    }

    // ---- norms ----

    /**
     * Layer norm by its input. With {@code y = (in - mean) / deviation} and {@code g = gradient * gamma}:
     * {@code out = (g - mean(g) - y * mean(g * y)) / deviation} for each row: (R,C), (R,C), gamma (C) -> (R,C).
     */
    record NormInputGradient(Value gradient, Value in, Param gamma, double epsilon) implements OfGradient {
        public NormInputGradient {
            Shapes.require(gradient.type().equals(in.type()), "norm input gradient", gradient, in);
            Shapes.requireVector("norm input gradient", in, gamma);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(in);
        }

        @Override
        public TensorType type() {
            return in.type();
        }

        @Override
        public List<Param> params() {
            return List.of(gamma);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new NormInputGradient(to.apply(gradient), to.apply(in), gamma, epsilon);
        }
    }

    /** Layer norm by gamma: {@code out} = the sum over rows of {@code gradient * (in - mean) / deviation}: (R,C), (R,C) -> (C). */
    record NormScaleGradient(Value gradient, Value in, double epsilon) implements OfGradient {
        public NormScaleGradient {
            Shapes.require(gradient.type().equals(in.type()), "norm scale gradient", gradient, in);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(in);
        }

        @Override
        public TensorType type() {
            return TensorType.constant(in.type().last());
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new NormScaleGradient(to.apply(gradient), to.apply(in), epsilon);
        }
    }

    /**
     * A norm of runs by its input. With {@code y} the run without gamma, {@code size} what it was divided by and
     * {@code g = gradient * gamma}: {@code out = (g - y * mean(g * y)) / size}, and for centered ones {@code - mean(g) / size}, for
     * each run: (R,C), (R,C), gamma (width) -> (R,C).
     */
    record RunNormGradient(Value gradient, NormOp norm) implements OfGradient {
        public RunNormGradient {
            Shapes.require(gradient.type().equals(norm.in().type()), "norm gradient", gradient, norm.in());
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(norm.in());
        }

        @Override
        public TensorType type() {
            return norm.type();
        }

        @Override
        public List<Param> params() {
            return norm.params();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new RunNormGradient(to.apply(gradient), (NormOp) norm.mapOperands(to));
        }
    }

    /**
     * Turned channels by what was turned: the turn the other way round, {@code (a cos + b sin, b cos - a sin)}: (R,C), index (R)
     * -> (R,C). See {@link Rotary}.
     */
    record RotaryGradient(Value gradient, Value positions, int headWidth, Rotation rotation) implements OfGradient {
        public RotaryGradient {
            new Rotary(gradient, positions, headWidth, rotation); // the same shapes
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(positions);
        }

        @Override
        public TensorType type() {
            return gradient.type();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new RotaryGradient(to.apply(gradient), to.apply(positions), headWidth, rotation);
        }
    }

    /**
     * Normalization by its input, {@code y = in / |in|}: {@code out[r] = (gradient - y * (gradient * y)) / |in|}; a row that
     * is shorter than {@link Op.Normalize#MIN_NORM} is divided by a constant: (R,C), (R,C) -> (R,C).
     */
    record NormalizeGradient(Value gradient, Value in) implements OfGradient {
        public NormalizeGradient {
            Shapes.require(gradient.type().equals(in.type()), "normalize gradient", gradient, in);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(in);
        }

        @Override
        public TensorType type() {
            return in.type();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new NormalizeGradient(to.apply(gradient), to.apply(in));
        }
    }

    // ---- functions ----

    /** {@code out = gradient * function'(in)}, element by element: (R,C), (R,C) -> (R,C). relu'(0) = 0. */
    record ActivateGradient(Value gradient, Value in, Activation function) implements OfGradient {
        public ActivateGradient {
            Shapes.require(gradient.type().equals(in.type()), "activate gradient", gradient, in);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(in);
        }

        @Override
        public TensorType type() {
            return in.type();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new ActivateGradient(to.apply(gradient), to.apply(in), function);
        }
    }

    /** Softmax by its input, from its result p: {@code out[r] = p * (gradient - gradient * p)}: (R,C), (R,C) -> (R,C). */
    record SoftmaxGradient(Value gradient, Value shares) implements OfGradient {
        public SoftmaxGradient {
            Shapes.require(gradient.type().equals(shares.type()), "softmax gradient", gradient, shares);
        }

        @Override
        public Optional<Value> other() {
            return Optional.of(shares);
        }

        @Override
        public TensorType type() {
            return shares.type();
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new SoftmaxGradient(to.apply(gradient), to.apply(shares));
        }
    }

    // ---- pools ----

    /**
     * A pool by its tokens: (B,C), and for {@link Pool#MAX} what was pooled (T,C) -> (T,C). Mean: each token of a sequence of
     * S has {@code gradient / S}. Cls: the first token has it, the others 0. Max: in each channel the first token that has
     * the largest value, the others 0.
     */
    record PoolGradient(Value gradient, Optional<Value> in, Pool pool) implements OfGradient {
        public PoolGradient {
            Shapes.require(gradient.type().ragged() == Ragged.SEQUENCES, "pool gradient", gradient, gradient);
            Shapes.require(in.isPresent() == (pool == Pool.MAX), "pool gradient", gradient, gradient);
            TensorType tokens = TensorType.rows(Ragged.TOKENS, gradient.type().last());
            in.ifPresent(i -> Shapes.require(i.type().equals(tokens), "pool gradient", gradient, i));
        }

        @Override
        public Optional<Value> other() {
            return in;
        }

        @Override
        public TensorType type() {
            return TensorType.rows(Ragged.TOKENS, gradient.type().last());
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new PoolGradient(to.apply(gradient), in.map(to), pool);
        }
    }
}
