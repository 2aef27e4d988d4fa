package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;

/**
 * Floating-point operations of an entry point: those of its products (an addition and a multiplication each), which are all
 * but a few percent. A sequence of S tokens takes {@code S * (perToken + S * perTokenAndPosition) + perSequence}; with a source of
 * R tokens, {@code R * (perSourceToken + R * perSourceTokenAndPosition) + S * R * perTokenAndSourceToken} more. A causal mask
 * halves what it masks; a band counts as a number for each token, which a short sequence does not reach.
 *
 * @param perToken in dense layers over the tokens
 * @param perTokenAndPosition in attention: for each token, for each token of its sequence
 * @param perSequence in dense layers after pooling
 * @param perSourceToken in dense layers over the tokens of the source
 * @param perSourceTokenAndPosition in attention: for each token of the source, for each token of its sequence
 * @param perTokenAndSourceToken in cross attention: for each token, for each token of its source
 */
public record Flops(
        long perToken,
        long perTokenAndPosition,
        long perSequence,
        long perSourceToken,
        long perSourceTokenAndPosition,
        long perTokenAndSourceToken) {
    private static final Flops NONE = new Flops(0, 0, 0);

    /** Of a model without a source. */
    public Flops(long perToken, long perTokenAndPosition, long perSequence) {
        this(perToken, perTokenAndPosition, perSequence, 0, 0, 0);
    }

    public static Flops of(Graph graph) {
        return of(graph.steps());
    }

    /** For one sequence of so many tokens, of a source of so many. */
    public long of(long tokens, long sourceTokens) {
        return tokens * (perToken + tokens * perTokenAndPosition + sourceTokens * perTokenAndSourceToken)
                + sourceTokens * (perSourceToken + sourceTokens * perSourceTokenAndPosition)
                + perSequence;
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
            case Op.Attention attention -> attention(attention);
            case DisentangledAttention attention -> disentangled(attention);
            case GlobalOp.Local local -> perRow(local.type(), perKey(local) * (2L * local.band() + 1 + local.first()));
            case GlobalOp.Everywhere all -> perRow(all.type(), perKey(all) * all.first());
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
                    Op.Copy _,
                    NormOp _,
                    ElementwiseOp _,
                    Rotary _,
                    CacheOp _,
                    LossOp _,
                    DropoutOp _,
                    UpdateOp _ -> NONE;
            case GradientOp gradient -> of(gradient);
        };
    }

    /** Two products of D terms for each query, key and head. */
    private static Flops attention(Op.Attention op) {
        long perPair = 4L * op.type().last();
        boolean source = op.type().ragged() == Ragged.SOURCE_TOKENS;
        Ragged keys = op.key().type().ragged();
        if (!source && (keys == Ragged.SOURCE_TOKENS || keys == Ragged.KEPT_SOURCE))
            return new Flops(0, 0, 0, 0, 0, perPair);
        return switch (op.mask()) {
            case Mask.None() -> source ? new Flops(0, 0, 0, 0, perPair, 0) : new Flops(0, perPair, 0);
            case Mask.Causal() -> source ? new Flops(0, 0, 0, 0, perPair / 2, 0) : new Flops(0, perPair / 2, 0);
            case Mask.Banded(int width, boolean causal) -> {
                long seen = perPair * (causal ? width + 1L : 2L * width + 1);
                yield source ? new Flops(0, 0, 0, seen, 0, 0) : new Flops(seen, 0, 0);
            }
        };
    }

    /** As attention, and another product for each table of positions. */
    private static Flops disentangled(DisentangledAttention op) {
        Flops plain = attention(op.plain());
        int products = 2 + op.params().size();
        return new Flops(
                plain.perToken * products / 2,
                plain.perTokenAndPosition * products / 2,
                0,
                plain.perSourceToken * products / 2,
                plain.perSourceTokenAndPosition * products / 2,
                0);
    }

    /** Two products of D terms for each head, of a query and a key. */
    private static long perKey(GlobalOp op) {
        return 4L * op.query().type().last();
    }

    private static Flops of(GradientOp op) {
        return switch (op) {
            case GradientOp.InputGradient product -> dense(product.gradient().type(), List.of(product.weight()));
            case GradientOp.WeightGradient product ->
                perRow(product.gradient().type(), 2 * product.type().elements());
            case AttentionOp attention -> attention(attention);
            case GradientOp.Zero _,
                    GradientOp.RowSum _,
                    GradientOp.RunSum _,
                    GradientOp.MatrixSum _,
                    GradientOp.RunNormGradient _,
                    GradientOp.RotaryGradient _,
                    GradientOp.EmbedGradient _,
                    GradientOp.NormInputGradient _,
                    GradientOp.NormScaleGradient _,
                    GradientOp.NormalizeGradient _,
                    GradientOp.ActivateGradient _,
                    GradientOp.SoftmaxGradient _,
                    GradientOp.PoolGradient _ -> NONE;
        };
    }

    private static Flops attention(AttentionOp op) {
        long perPair = products(op) * 2L * width(op);
        return switch (mask(op)) {
            case Mask.None() -> new Flops(0, perPair, 0);
            case Mask.Causal() -> new Flops(0, perPair / 2, 0);
            case Mask.Banded(int width, boolean causal) ->
                new Flops(perPair * (causal ? width + 1L : 2L * width + 1), 0, 0);
        };
    }

    private static Mask mask(AttentionOp op) {
        return switch (op) {
            case AttentionOp.LogSum a -> a.form().mask();
            case AttentionOp.HeadDots _ -> new Mask.None();
            case AttentionOp.Dropped a -> a.form().mask();
            case AttentionOp.QueryGradient(AttentionOp.Recomputed of) ->
                of.form().mask();
            case AttentionOp.KeyValueGradient(AttentionOp.Recomputed of) ->
                of.form().mask();
            case AttentionOp.BucketGradient(AttentionOp.Recomputed of) ->
                of.form().mask();
        };
    }

    /** Of tokens with tokens, each of the model's width. */
    private static int products(AttentionOp op) {
        return switch (op) {
            case AttentionOp.LogSum _ -> 1; // scores
            case AttentionOp.HeadDots _ -> 0;
            case AttentionOp.Dropped _ -> 2; // scores, mix
            case AttentionOp.QueryGradient _ -> 3; // scores, gradient of shares, of query
            case AttentionOp.KeyValueGradient _ -> 4; // scores, gradient of shares, of key, of value
            case AttentionOp.BucketGradient _ -> 2; // scores, gradient of shares
        };
    }

    private static int width(AttentionOp op) {
        return op.operands().getFirst().type().last();
    }

    private static Flops dense(TensorType rows, List<Param> weights) {
        long flops = 0;
        for (Param weight : weights) {
            flops += 2 * weight.type().elements();
        }
        return perRow(rows, flops);
    }

    private static Flops perRow(TensorType rows, long flops) {
        return switch (rows.ragged()) {
            case TOKENS -> new Flops(flops, 0, 0);
            case SEQUENCES -> new Flops(0, 0, flops);
            case SOURCE_TOKENS -> new Flops(0, 0, 0, flops, 0, 0);
            case KEPT, KEPT_SOURCE ->
                throw new IllegalArgumentException("nothing is computed of what is kept: " + rows);
        };
    }

    private Flops plus(Flops other, long times) {
        return new Flops(
                perToken + times * other.perToken,
                perTokenAndPosition + times * other.perTokenAndPosition,
                perSequence + times * other.perSequence,
                perSourceToken + times * other.perSourceToken,
                perSourceTokenAndPosition + times * other.perSourceTokenAndPosition,
                perTokenAndSourceToken + times * other.perTokenAndSourceToken);
    }
}
