package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;

/**
 * Floating-point operations of an entry point: those of its products (an addition and a multiplication each), which are all
 * but a few percent. A sequence of S tokens takes {@code S * (perToken + S * perTokenAndPosition) + perSequence}.
 *
 * @param perToken in dense layers over the tokens
 * @param perTokenAndPosition in attention: for each token, for each token of its sequence
 * @param perSequence in dense layers after pooling
 */
public record Flops(long perToken, long perTokenAndPosition, long perSequence) {
    private static final Flops NONE = new Flops(0, 0, 0);

    public static Flops of(Graph graph) {
        return of(graph.steps());
    }

    private static Flops of(List<Step> steps) {
        Flops sum = NONE;
        for (Step step : steps) {
            sum = switch (step) {
                case Assign assign -> sum.plus(of(assign.op()), 1);
                case Repeat repeat ->
                    sum.plus(of(repeat.body()), repeat.layers().count());
            };
        }
        return sum;
    }

    /** Of one operation. */
    public static Flops of(Op op) {
        return switch (op) {
            case Op.MatMul matMul -> dense(matMul.type(), List.of(matMul.weight()));
            case Op.Linear linear -> dense(linear.type(), linear.weights());
            case Op.Attention attention -> new Flops(0, 4L * attention.type().last(), 0);
            case Op.Positions _,
                    Op.Embed _,
                    Op.EmbedSum _,
                    Op.AddBias _,
                    Op.Add _,
                    Op.LayerNorm _,
                    Op.Activate _,
                    Op.PoolTokens _,
                    Op.Normalize _,
                    Op.Softmax _,
                    Op.Columns _,
                    Op.Copy _ -> NONE;
        };
    }

    private static Flops dense(TensorType rows, List<Param> weights) {
        long flops = 0;
        for (Param weight : weights) {
            flops += 2 * weight.type().elements();
        }
        return rows.ragged() == Ragged.TOKENS ? new Flops(flops, 0, 0) : new Flops(0, 0, flops);
    }

    private Flops plus(Flops other, long times) {
        return new Flops(
                perToken + times * other.perToken,
                perTokenAndPosition + times * other.perTokenAndPosition,
                perSequence + times * other.perSequence);
    }
}
