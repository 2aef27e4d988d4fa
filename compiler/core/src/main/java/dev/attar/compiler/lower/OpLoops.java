package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.UpdateOp;
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
            case Op.Attention op -> Optional.of(AttentionLoops.lower(out, op, context));
            case Op.PoolTokens op -> Optional.of(SequenceLoops.pool(out, op, context));
            case Op.Normalize op -> Optional.of(RowLoops.normalize(out, op, context));
            case Op.Softmax op -> Optional.of(RowLoops.softmax(out, op, context));
            case NormOp op -> Optional.of(NormLoops.norm(out, op, context));
            case ElementwiseOp.Multiply op -> Optional.of(RowLoops.multiply(out, op, context));
            case ElementwiseOp.Scale op -> Optional.of(RowLoops.scale(out, op, context));
            case Rotary op -> Optional.of(RotaryLoops.lower(out, op, graph.steps(), context));
            case CacheOp.Keep op -> Optional.of(CacheLoops.keep(op, context));
            case GradientOp _, LossOp _, DropoutOp _, UpdateOp _ ->
                throw new UnsupportedOperationException("training has no loops yet: " + out);
            case Op.Copy(var in) -> Optional.of(RowLoops.copy(out, in, context));
        };
    }
}
