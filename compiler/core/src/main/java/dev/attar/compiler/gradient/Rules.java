package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;

/** One rule for each operation: from the gradient of its result to those of what it reads. */
final class Rules {
    private Rules() {}

    /** @param gradient the derivative of the loss by the operation's result */
    static void apply(Assign step, Value gradient, Contributions to) {
        switch (step.op()) {
            case Op.Positions _ -> {}
            case Op.Embed(Value indices, Param table) ->
                to.add(
                        table,
                        () -> new GradientOp.EmbedGradient(
                                gradient, to.read(indices), table.type().sizes().getFirst(), to.padding(indices)));
            case Op.MatMul(Value in, Param weight) -> {
                to.add(weight, () -> new GradientOp.WeightGradient(gradient, to.read(in)));
                to.add(in, () -> new GradientOp.InputGradient(gradient, weight));
            }
            case Op.AddBias(Value in, Param bias) -> {
                to.add(bias, () -> new GradientOp.RowSum(gradient));
                to.pass(in, gradient);
            }
            case Op.Add(Value left, Value right) -> {
                to.pass(left, gradient);
                to.pass(right, gradient);
            }
            case Op.LayerNorm(Value in, Param gamma, Param beta, double epsilon) -> {
                to.add(gamma, () -> new GradientOp.NormScaleGradient(gradient, to.read(in), epsilon));
                to.add(beta, () -> new GradientOp.RowSum(gradient));
                to.add(in, () -> new GradientOp.NormInputGradient(gradient, to.read(in), gamma, epsilon));
            }
            case Op.Activate(Value in, var function) ->
                to.add(in, () -> new GradientOp.ActivateGradient(gradient, to.read(in), function));
            case Op.Normalize(Value in) -> to.add(in, () -> new GradientOp.NormalizeGradient(gradient, to.read(in)));
            case Op.Softmax(Value in) ->
                to.add(in, () -> new GradientOp.SoftmaxGradient(gradient, to.read(step.out())));
            case Op.PoolTokens(Value in, List<Pool> pools) -> {
                int width = in.type().last();
                for (int i = 0; i < pools.size(); i++) {
                    Pool pool = pools.get(i);
                    int from = i * width;
                    to.add(in, () -> {
                        Value part = pools.size() == 1
                                ? gradient
                                : to.compute("part." + gradient.name(), new Op.Columns(gradient, from, width));
                        Optional<Value> read = pool == Pool.MAX ? Optional.of(to.read(in)) : Optional.empty();
                        return new GradientOp.PoolGradient(part, read, pool);
                    });
                }
            }
            case DropoutOp(Value in, Dropping dropping) -> to.add(in, () -> new DropoutOp(gradient, dropping));
            case Op.Attention op -> {
                AttentionOp.Form form = AttentionOp.Form.of(op);
                attention(step, op.query(), op.key(), op.value(), form, Optional.empty(), gradient, to);
            }
            case DisentangledAttention _ ->
                throw new NoGradient(step.out() + ": disentangled attention has no gradient yet");
            case GlobalOp _ -> throw new NoGradient(step.out() + ": attention with global tokens has no gradient yet");
            case AttentionOp.Dropped(Value query, Value key, Value value, AttentionOp.Form form, Dropping dropping) ->
                attention(step, query, key, value, form, Optional.of(dropping), gradient, to);
            case NormOp norm -> norm(norm, gradient, to);
            case ElementwiseOp.Multiply(Value left, Value right) -> {
                to.add(left, () -> new ElementwiseOp.Multiply(gradient, to.read(right)));
                to.add(right, () -> new ElementwiseOp.Multiply(gradient, to.read(left)));
            }
            case ElementwiseOp.Scale(Value in, double factor) ->
                to.add(in, () -> new ElementwiseOp.Scale(gradient, factor));
            case Rotary(Value in, Value positions, int headWidth, Rotation rotation) ->
                to.add(in, () -> new GradientOp.RotaryGradient(gradient, to.read(positions), headWidth, rotation));
            case Op.Linear _, Op.Columns _, Op.Copy _, Op.EmbedSum _ ->
                throw new NoGradient(step.out() + ": gradients are taken before fusing");
            case CacheOp _ ->
                throw new NoGradient(step.out() + ": gradients are taken of forward, which keeps nothing");
            case GradientOp _, LossOp _, UpdateOp _ ->
                throw new NoGradient(step.out() + ": an operation of training has no gradient itself");
        }
    }

    private static void norm(NormOp norm, Value gradient, Contributions to) {
        norm.gamma()
                .ifPresent(gamma -> to.add(gamma, () -> {
                    Op plain = switch (norm) {
                        case NormOp.RmsNorm(Value in, int width, var _, double epsilon) ->
                            new NormOp.RmsNorm(to.read(in), width, Optional.empty(), epsilon);
                        case NormOp.CenteredNorm(Value in, int width, var _, double epsilon) ->
                            new NormOp.CenteredNorm(to.read(in), width, Optional.empty(), epsilon);
                    };
                    Value normed = to.compute("normed." + norm.in().name(), plain);
                    Value both = to.compute("scaled." + norm.in().name(), new ElementwiseOp.Multiply(gradient, normed));
                    return new GradientOp.RunSum(both, norm.width());
                }));
        to.add(norm.in(), () -> new GradientOp.RunNormGradient(gradient, (NormOp) norm.mapOperands(to::read)));
    }

    private static void attention(
            Assign step,
            Value query,
            Value key,
            Value value,
            AttentionOp.Form form,
            Optional<Dropping> dropping,
            Value gradient,
            Contributions to) {
        boolean table = form.bias().params().stream().anyMatch(to::wants);
        if (!table && List.of(query, key, value).stream().noneMatch(to::wants)) return;
        Value dots = to.compute(
                "dots." + step.out().name(), new AttentionOp.HeadDots(gradient, to.read(step.out()), form.heads()));
        var of = new AttentionOp.Recomputed(
                to.read(query),
                to.read(key),
                to.read(value),
                form,
                gradient,
                to.read(LogSums.of(step.out(), form.heads())),
                dots,
                dropping);
        to.add(query, () -> new AttentionOp.QueryGradient(of));
        if (form.bias() instanceof ScoreBias.Relative relative)
            to.add(relative.table(), () -> {
                Value rows = to.compute("buckets." + step.out().name(), new AttentionOp.BucketGradient(of));
                return new GradientOp.MatrixSum(rows, relative.buckets());
            });
        if (!to.wants(key) && !to.wants(value)) return;
        int width = key.type().last();
        Value both = to.compute("gradient." + key.name() + "+value", new AttentionOp.KeyValueGradient(of));
        to.add(key, () -> new Op.Columns(both, 0, width));
        to.add(value, () -> new Op.Columns(both, width, width));
    }
}
