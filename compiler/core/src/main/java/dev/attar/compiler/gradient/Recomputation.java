package dev.attar.compiler.gradient;

import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.UpdateOp;

/**
 * What the backward pass of a layer computes again instead of keeping it for each layer: what costs a few operations for
 * each element and whose operand is kept anyway. An activation comes from what it was applied to, a normed row from the row,
 * what dropout left from what it was given. Products, attention and sums are kept: products and attention are the work
 * itself, and a sum's two operands would take twice its memory. See ADR 22.
 */
final class Recomputation {
    private Recomputation() {}

    static boolean isCheap(Op op) {
        return switch (op) {
            case Op.Activate _, Op.LayerNorm _, Op.Positions _, DropoutOp _, NormOp _, ElementwiseOp _ -> true;
            case Op.Embed _,
                    Op.EmbedSum _,
                    Op.MatMul _,
                    Rotary _,
                    GlobalOp _,
                    DisentangledAttention _,
                    CacheOp _,
                    Op.Linear _,
                    Op.AddBias _,
                    Op.Add _,
                    Op.Attention _,
                    Op.PoolTokens _,
                    Op.Normalize _,
                    Op.Softmax _,
                    Op.Columns _,
                    Op.Copy _,
                    GradientOp _,
                    LossOp _,
                    UpdateOp _ -> false;
        };
    }
}
