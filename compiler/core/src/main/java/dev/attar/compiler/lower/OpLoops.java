package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;

/** The loops of each operation: one line for each, which names the family it belongs to. */
final class OpLoops {
    private OpLoops() {}

    /** Empty for what costs nothing: views, and indices that a kernel computes where it needs them. */
    static Optional<Lowered> lower(Assign assign, Graph graph, LoweringContext context) {
        var out = assign.out();
        return switch (assign.op()) {
            case Op.Positions _, Op.Columns _, CacheOp.Recall _ -> Optional.empty();
            case Op.EmbedSum op -> Optional.of(SequenceLoops.embed(out, op, context));
            case Op.Embed op -> Optional.of(SequenceLoops.embed(out, EmbedSums.of(op, graph.steps()), context));
            case Op.Linear op -> Optional.of(LinearLoops.lower(out, op, context));
            case Op.MatMul(var in, var weight) ->
                Optional.of(LinearLoops.lower(
                        out,
                        new Op.Linear(in, List.of(weight), List.of(), Optional.empty(), Optional.empty()),
                        context));
            case Op.AddBias op -> Optional.of(RowLoops.addBias(out, op, context));
            case Op.Add op -> Optional.of(RowLoops.add(out, op, context));
            case Op.LayerNorm op -> Optional.of(NormLoops.layerNorm(out, op, context));
            case Op.Activate op -> Optional.of(RowLoops.activate(out, op, context));
            case Op.Attention op ->
                Optional.of(
                        context.recalled().containsKey(op.key().name())
                                ? KeptAttentionLoops.lower(out, op, context)
                                : AttentionLoops.lower(out, op, context));
            case DisentangledAttention op -> Optional.of(DisentangledLoops.lower(out, op, context));
            case GlobalOp.Local op -> Optional.of(LocalAttentionLoops.lower(out, op, context));
            case GlobalOp.Everywhere op -> Optional.of(GlobalAttentionLoops.lower(out, op, context));
            case Op.PoolTokens op -> Optional.of(SequenceLoops.pool(out, op, context));
            case Op.Normalize op -> Optional.of(RowLoops.normalize(out, op, context));
            case Op.Softmax op -> Optional.of(RowLoops.softmax(out, op, context));
            case NormOp op -> Optional.of(NormLoops.norm(out, op, context));
            case ElementwiseOp.Multiply op -> Optional.of(RowLoops.multiply(out, op, context));
            case ElementwiseOp.Scale op -> Optional.of(RowLoops.scale(out, op, context));
            case Rotary op -> Optional.of(RotaryLoops.lower(out, op, graph.steps(), context));
            case CacheOp.Keep op -> Optional.of(CacheLoops.keep(op, context));
            case LossOp.NextTokens _ -> Optional.empty();
            case GradientOp op -> Optional.of(gradient(out, op, graph, context));
            case LossOp.OfScores op -> Optional.of(LossLoops.lower(out, op, false, graph.steps(), context));
            case LossOp.Gradient(LossOp.OfScores op) ->
                Optional.of(LossLoops.lower(out, op, true, graph.steps(), context));
            case DropoutOp op -> Optional.of(DropoutLoops.lower(out, op, context));
            case UpdateOp _ -> throw new IllegalArgumentException("an update is lowered as a whole: " + out);
            case Op.Copy(var in) -> Optional.of(RowLoops.copy(out, in, context));
        };
    }

    private static Lowered gradient(Value out, GradientOp gradient, Graph graph, LoweringContext context) {
        return switch (gradient) {
            case GradientOp.Zero _ -> GradientRows.zero(out, context);
            case GradientOp.InputGradient op -> BackwardProducts.input(out, op, context);
            case GradientOp.WeightGradient op -> BackwardProducts.weight(op, context.parameter(out), context);
            case GradientOp.RowSum op -> RowSums.rowSum(out, op, context);
            case GradientOp.RunSum op -> RowSums.runSum(out, op, context);
            case GradientOp.MatrixSum op -> RowSums.matrixSum(out, op, context);
            case GradientOp.EmbedGradient op -> RowSums.embed(op, context.parameter(out), graph.steps(), context);
            case GradientOp.NormInputGradient op -> GradientRows.layerNorm(out, op, context);
            case GradientOp.RunNormGradient op -> GradientRows.runNorm(out, op, context);
            case GradientOp.NormScaleGradient _ ->
                throw new IllegalArgumentException("expanded before it is lowered: " + out);
            case GradientOp.NormalizeGradient op -> GradientRows.normalize(out, op, context);
            case GradientOp.ActivateGradient op -> GradientRows.activate(out, op, context);
            case GradientOp.SoftmaxGradient op -> GradientRows.softmax(out, op, context);
            case GradientOp.PoolGradient op -> PoolGradients.lower(out, op, context);
            case GradientOp.RotaryGradient op -> RotaryLoops.lowerGradient(out, op, graph.steps(), context);
            case AttentionOp.LogSum op -> AttentionGradientLoops.logSum(out, op, context);
            case AttentionOp.HeadDots op -> GradientRows.headDots(out, op, context);
            case AttentionOp.QueryGradient op -> AttentionGradientLoops.query(out, op, context);
            case AttentionOp.KeyValueGradient op -> AttentionGradientLoops.keyValue(out, op, context);
            case AttentionOp.BucketGradient op -> BucketGradientLoops.lower(out, op, context);
            case AttentionOp.Dropped op -> AttentionLoops.lower(out, op, context);
        };
    }
}
