package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.Dimension.Constant;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operations of training, on the values that an interpreter holds. A vector (N) is one row. */
record TrainingLaws(Interpreter at) {
    Tensor result(GradientOp op) {
        return switch (op) {
            case GradientOp.Zero(TensorType type) -> new Tensor.Rows(zero(type));
            case GradientOp.InputGradient(Value gradient, Param weight) ->
                rows(ProductGradients.input(at.rows(gradient), at.parameters().factors(weight)));
            case GradientOp.WeightGradient(Value gradient, Value in) ->
                rows(ProductGradients.weight(at.rows(gradient), at.rows(in)));
            case GradientOp.RowSum(Value gradient) -> row(ProductGradients.rowSum(at.rows(gradient)));
            case GradientOp.MatrixSum(Value gradient, int rows) ->
                rows(ProductGradients.matrixSum(at.rows(gradient), rows));
            case GradientOp.RunSum(Value gradient, int width) -> row(ProductGradients.runSum(at.rows(gradient), width));
            case GradientOp.RunNormGradient(Value gradient, NormOp norm) ->
                rows(RunNorms.gradient(norm, at.rows(gradient), at.rows(norm.in()), at.gamma(norm)));
            case GradientOp.RotaryGradient(Value gradient, Value positions, int headWidth, Rotation rotation) ->
                rows(Rotations.turnBack(
                        new Rotary(gradient, positions, headWidth, rotation),
                        at.rows(gradient),
                        at.indices(positions)));
            case GradientOp.EmbedGradient(Value gradient, Value indices, int count, var padding) -> {
                double[][] sums = ProductGradients.embed(at.rows(gradient), at.indices(indices), count);
                padding.ifPresent(row -> Arrays.fill(sums[row], 0));
                yield rows(sums);
            }
            case GradientOp.NormInputGradient(Value gradient, Value in, Param gamma, double epsilon) ->
                rows(RowGradients.normInput(
                        at.rows(gradient), at.rows(in), at.parameters().vector(gamma), epsilon));
            case GradientOp.NormScaleGradient(Value gradient, Value in, double epsilon) ->
                row(RowGradients.normScale(at.rows(gradient), at.rows(in), epsilon));
            case GradientOp.NormalizeGradient(Value gradient, Value in) ->
                rows(RowGradients.normalize(at.rows(gradient), at.rows(in)));
            case GradientOp.ActivateGradient(Value gradient, Value in, Activation function) ->
                rows(RowGradients.activate(at.rows(gradient), at.rows(in), function));
            case GradientOp.SoftmaxGradient(Value gradient, Value shares) ->
                rows(RowGradients.softmax(at.rows(gradient), at.rows(shares)));
            case GradientOp.PoolGradient(Value gradient, Optional<Value> in, Pool pool) ->
                rows(RowGradients.pool(at.rows(gradient), in.map(at::rows).orElse(null), pool, starts()));
            case AttentionOp attention -> rows(attention(attention));
        };
    }

    private double[][] attention(AttentionOp op) {
        return switch (op) {
            case AttentionOp.LogSum(Value query, Value key, AttentionOp.Form form) ->
                attention(query, key, key, form, Optional.empty()).logSums();
            case AttentionOp.HeadDots(Value left, Value right, int heads) ->
                AttentionGradients.headDots(at.rows(left), at.rows(right), heads);
            case AttentionOp.Dropped(Value query, Value key, Value value, AttentionOp.Form form, Dropping dropping) ->
                attention(query, key, value, form, Optional.of(dropping)).mix();
            case AttentionOp.QueryGradient(AttentionOp.Recomputed of) ->
                attention(of).query(at.rows(of.gradient()), at.rows(of.logSum()), at.rows(of.dots()));
            case AttentionOp.KeyValueGradient(AttentionOp.Recomputed of) ->
                attention(of).keyValue(at.rows(of.gradient()), at.rows(of.logSum()), at.rows(of.dots()));
            case AttentionOp.BucketGradient(AttentionOp.Recomputed of) ->
                attention(of).buckets(at.rows(of.gradient()), at.rows(of.logSum()), at.rows(of.dots()));
        };
    }

    private AttentionGradients attention(AttentionOp.Recomputed of) {
        return attention(of.query(), of.key(), of.value(), of.form(), of.dropping());
    }

    private AttentionGradients attention(
            Value query, Value key, Value value, AttentionOp.Form form, Optional<Dropping> dropping) {
        AttentionGradients.ShareMask masks = (_, _, _) -> 1;
        if (dropping.isPresent()) {
            Dropouts dropouts = dropouts(dropping.get());
            masks = (t, h, j) -> dropouts.share(query.type().ragged(), t, h, j);
        }
        return new AttentionGradients(
                at.rows(query),
                at.rows(key),
                at.rows(value),
                form,
                at.table(form.bias()),
                at.starts(query),
                at.starts(key),
                masks);
    }

    Tensor result(DropoutOp op) {
        return rows(dropouts(op.dropping()).apply(at.rows(op.in()), op.type().ragged()));
    }

    private Dropouts dropouts(Dropping dropping) {
        return new Dropouts(dropping, at.indices(dropping.seed()), at.layer());
    }

    Tensor result(LossOp op) {
        return switch (op) {
            case LossOp.OfScores loss -> rows(losses(loss).losses());
            case LossOp.Gradient(LossOp.OfScores loss) -> rows(losses(loss).gradients());
            case LossOp.NextTokens(Value labels) -> new Tensor.Indices(Losses.nextTokens(at.indices(labels), starts()));
        };
    }

    private Losses losses(LossOp.OfScores op) {
        double[][] scores = at.rows(op.scores());
        return switch (op) {
            case LossOp.CrossEntropy(Value _, Value labels, List<Double> classWeights, double smoothing) ->
                Losses.crossEntropy(scores, at.indices(labels), classWeights, smoothing);
            case LossOp.BinaryCrossEntropy(Value _, Value targets) ->
                Losses.binaryCrossEntropy(scores, at.rows(targets));
            case LossOp.MeanSquaredError(Value _, Value targets) -> Losses.meanSquaredError(scores, at.rows(targets));
            case LossOp.InBatchNegatives(Value _, double scale) -> Losses.inBatchNegatives(scores, scale);
            case LossOp.Span(Value _, Value first, Value last) ->
                Losses.span(scores, List.of(at.indices(first), at.indices(last)), starts());
        };
    }

    Tensor result(UpdateOp op) {
        return switch (op) {
            case UpdateOp.Read(Param param) -> {
                boolean matrix = param.type().dimensions().size() > 1;
                yield matrix
                        ? rows(at.parameters().matrix(param))
                        : row(at.parameters().vector(param));
            }
            case UpdateOp.AddSquares(Value sum, Value in) ->
                row(new double[] {Updates.addSquares(vector(sum)[0], at.rows(in))});
            case UpdateOp.GradientFactor(Value squares, Value count, Optional<Double> limit) ->
                row(Updates.gradientFactor(
                        vector(squares)[0], vector(count)[0], limit.orElse(Double.POSITIVE_INFINITY)));
            case UpdateOp.Scaled(Value gradient, Value factor, Optional<UpdateOp.Scaled.Decay> decay) -> {
                double scale = vector(factor)[0];
                double rate = decay.map(UpdateOp.Scaled.Decay::rate).orElse(0.0);
                Value parameter = decay.map(UpdateOp.Scaled.Decay::parameter).orElse(gradient);
                yield rows(Updates.each(at.rows(gradient), at.rows(parameter), (g, p) -> scale * g + rate * p));
            }
            case UpdateOp.Moment m ->
                rows(Updates.each(
                        at.rows(m.old()),
                        at.rows(m.gradient()),
                        (old, g) -> m.keep() * old + m.take() * (m.squared() ? g * g : g)));
            case UpdateOp.Descend(Value parameter, Value direction, Value rate) ->
                rows(Updates.each(at.rows(parameter), at.rows(direction), (p, d) -> p - vector(rate)[0] * d));
            case UpdateOp.Adam adam -> rows(adam(adam));
        };
    }

    private double[][] adam(UpdateOp.Adam op) {
        double rate = vector(op.rate())[0];
        double[] corrections = vector(op.corrections());
        double[][] steps = Updates.each(
                at.rows(op.first()),
                at.rows(op.second()),
                (first, second) -> Updates.adamStep(first, second, rate, corrections, op.epsilon(), op.form()));
        return Updates.each(at.rows(op.parameter()), steps, (p, step) -> (1 - rate * op.decay()) * p - step);
    }

    private double[][] zero(TensorType type) {
        if (!type.isConstant()) {
            int[] starts = type.ragged() == Ragged.SEQUENCES
                    ? starts()
                    : at.tokens(type.ragged()).starts();
            int count = starts.length - 1;
            return new double[type.ragged() == Ragged.SEQUENCES ? count : starts[count]][type.last()];
        }
        int rows =
                type.dimensions().size() > 1 && type.dimensions().getFirst() instanceof Constant(int size) ? size : 1;
        return new double[rows][type.last()];
    }

    private int[] starts() {
        return at.tokens().starts();
    }

    private double[] vector(Value value) {
        return at.rows(value)[0];
    }

    private static Tensor rows(double[][] rows) {
        return new Tensor.Rows(rows);
    }

    private static Tensor row(double[] row) {
        return new Tensor.Rows(new double[][] {row});
    }
}
