package dev.attar.compiler.model;

import java.util.Locale;
import java.util.Optional;

/** The operations of training as {@link GraphPrinter} writes them. */
final class TrainingPrinter {
    private TrainingPrinter() {}

    static String operation(GradientOp op) {
        return switch (op) {
            case GradientOp.Zero _ -> "zero";
            case GradientOp.InputGradient(Value gradient, Param weight) ->
                "input-gradient " + gradient + ", " + weight + " " + weight.type();
            case GradientOp.WeightGradient(Value gradient, Value in) -> "weight-gradient " + gradient + ", in " + in;
            case GradientOp.RowSum(Value gradient) -> "row-sum " + gradient;
            case GradientOp.RunSum(Value gradient, int width) -> "run-sum " + gradient + ", width " + width;
            case GradientOp.MatrixSum(Value gradient, int rows) -> "matrix-sum " + gradient + ", rows " + rows;
            case GradientOp.RunNormGradient(Value gradient, NormOp norm) ->
                "run-norm-gradient " + gradient + " of " + GraphPrinter.operation(norm);
            case GradientOp.RotaryGradient(Value gradient, Value positions, int headWidth, Rotation _) ->
                "rotary-gradient " + gradient + " by " + positions + ", head width " + headWidth;
            case GradientOp.EmbedGradient(Value gradient, Value indices, int rows, var padding) ->
                "embed-gradient " + gradient + ", rows " + indices + " of " + rows
                        + padding.map(row -> ", but " + row).orElse("");
            case GradientOp.NormInputGradient(Value gradient, Value in, Param gamma, double epsilon) ->
                "norm-input-gradient " + gradient + ", in " + in + ", " + gamma + ", epsilon " + epsilon;
            case GradientOp.NormScaleGradient(Value gradient, Value in, double epsilon) ->
                "norm-scale-gradient " + gradient + ", in " + in + ", epsilon " + epsilon;
            case GradientOp.NormalizeGradient(Value gradient, Value in) ->
                "normalize-gradient " + gradient + ", in " + in;
            case GradientOp.ActivateGradient(Value gradient, Value in, Activation function) ->
                name(function) + "-gradient " + gradient + ", in " + in;
            case GradientOp.SoftmaxGradient(Value gradient, Value shares) ->
                "softmax-gradient " + gradient + ", shares " + shares;
            case GradientOp.PoolGradient(Value gradient, Optional<Value> in, Pool pool) ->
                "pool-gradient " + name(pool) + " " + gradient
                        + in.map(i -> ", in " + i).orElse("");
            case AttentionOp attention -> operation(attention);
        };
    }

    private static String operation(AttentionOp op) {
        return switch (op) {
            case AttentionOp.LogSum(Value query, Value key, AttentionOp.Form form) ->
                "attention-log-sum query " + query + ", key " + key + form(form);
            case AttentionOp.HeadDots(Value left, Value right, int heads) ->
                "head-dots " + left + ", " + right + ", heads " + heads;
            case AttentionOp.Dropped(Value query, Value key, Value value, AttentionOp.Form form, Dropping dropping) ->
                "attention-dropped query " + query + ", key " + key + ", value " + value + form(form) + ", "
                        + dropping(dropping);
            case AttentionOp.QueryGradient(AttentionOp.Recomputed of) -> "attention-query-gradient " + recomputed(of);
            case AttentionOp.KeyValueGradient(AttentionOp.Recomputed of) ->
                "attention-key-value-gradient " + recomputed(of);
            case AttentionOp.BucketGradient(AttentionOp.Recomputed of) -> "attention-bucket-gradient " + recomputed(of);
        };
    }

    private static String recomputed(AttentionOp.Recomputed of) {
        return of.gradient() + ", query " + of.query() + ", key " + of.key() + ", value " + of.value() + ", log-sum "
                + of.logSum() + ", dots " + of.dots() + form(of.form())
                + of.dropping().map(d -> ", " + dropping(d)).orElse("");
    }

    private static String form(AttentionOp.Form form) {
        String groups = form.groups() == form.heads() ? "" : " on " + form.groups();
        String mask = switch (form.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> ", causal";
            case Mask.Banded(int far, boolean causal) -> (causal ? ", causal" : "") + ", band " + far;
        };
        String bias = switch (form.bias()) {
            case ScoreBias.None() -> "";
            case ScoreBias.Alibi() -> ", alibi";
            case ScoreBias.Relative relative -> ", relative " + relative.table();
        };
        return ", heads " + form.heads() + groups + mask + ", scale " + form.scale() + bias;
    }

    private static String dropping(Dropping dropping) {
        return "rate " + dropping.rate() + ", seed " + dropping.seed() + ", site " + dropping.site();
    }

    static String operation(DropoutOp op) {
        return "dropout " + op.in() + ", " + dropping(op.dropping());
    }

    static String operation(LossOp op) {
        return switch (op) {
            case LossOp.OfScores loss -> loss(loss);
            case LossOp.Gradient(LossOp.OfScores loss) -> "gradient of " + loss(loss);
            case LossOp.NextTokens(Value labels) -> "next-tokens " + labels;
        };
    }

    private static String loss(LossOp.OfScores op) {
        return switch (op) {
            case LossOp.CrossEntropy c ->
                "cross-entropy " + c.scores() + ", labels " + c.labels()
                        + (c.smoothing() == 0 ? "" : ", smoothing " + c.smoothing())
                        + (c.classWeights().isEmpty() ? "" : ", class weights " + c.classWeights());
            case LossOp.BinaryCrossEntropy(Value scores, Value targets) ->
                "binary-cross-entropy " + scores + ", targets " + targets;
            case LossOp.MeanSquaredError(Value scores, Value targets) ->
                "squared-error " + scores + ", targets " + targets;
            case LossOp.InBatchNegatives(Value scores, double scale) ->
                "in-batch-negatives " + scores + ", scale " + scale;
            case LossOp.Span(Value scores, Value starts, Value ends) ->
                "span " + scores + ", starts " + starts + ", ends " + ends;
        };
    }

    static String operation(UpdateOp op) {
        return switch (op) {
            case UpdateOp.Read(Param param) -> "read " + param;
            case UpdateOp.AddSquares(Value sum, Value in) -> "add-squares " + sum + ", " + in;
            case UpdateOp.GradientFactor(Value squares, Value count, Optional<Double> limit) ->
                "gradient-factor " + squares + ", count " + count
                        + limit.map(l -> ", clip " + l).orElse("");
            case UpdateOp.Scaled(Value gradient, Value factor, Optional<UpdateOp.Scaled.Decay> decay) ->
                "scaled " + gradient + ", " + factor
                        + decay.map(d -> ", decay " + d.rate() + " of " + d.parameter())
                                .orElse("");
            case UpdateOp.Moment m ->
                "moment " + m.keep() + " of " + m.old() + " + " + m.take() + " of " + m.gradient()
                        + (m.squared() ? " squared" : "");
            case UpdateOp.Descend(Value parameter, Value direction, Value rate) ->
                "descend " + parameter + ", " + direction + ", rate " + rate;
            case UpdateOp.Adam a ->
                "adam " + name(a.form()) + " " + a.parameter() + ", first " + a.first() + ", second " + a.second()
                        + ", rate " + a.rate() + ", corrections " + a.corrections() + ", epsilon " + a.epsilon()
                        + (a.decay() == 0 ? "" : ", decay " + a.decay());
        };
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
