package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.PAD;
import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.List;

/**
 * Attention: for each sequence and head {@code y = softmax(q k^T / sqrt(D)) v}, in five nests: the keys turned so that a row
 * of them is a channel; the values of the head side by side, because in the rows they come from each is in a page of its own; the
 * scores; their softmax; the mix of the values.
 *
 * <p>Numerics: scores and mix are chains of fused multiply-adds (over the channels, over the tokens, in order); the row is
 * divided by its sum at the end. 1 / sqrt(D) is part of what makes powers of two of powers of e. That the largest score is
 * scaled with a rounding of its own changes all terms of a row by one factor, which the division takes away. Nothing depends on
 * the other sequences of the batch.
 *
 * <p>Source: Vaswani et al. 2017, section 3.2.1.
 */
final class AttentionLoops {
    private AttentionLoops() {}

    static Lowered lower(Value out, Op.Attention op, LoweringContext context) {
        int heads = op.heads();
        int width = op.headWidth();
        Index longest = var(Sizes.LONGEST);
        Buffer q = context.rows("q", op.query());
        Buffer k = context.rows("k", op.key());
        Buffer v = context.rows("v", op.value());
        Buffer y = context.rows("y", out);
        Buffer turned = new Buffer("kt", Space.SCRATCH, List.of(longest, Index.of(1)));
        Buffer gathered = new Buffer("vh", Space.SCRATCH, List.of(Index.of(Rows.padded(width)), Index.of(1)));
        Buffer scores = new Buffer("p", Space.SCRATCH, List.of(longest, Index.of(1)));
        Buffer inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
        Index channel = var("h").times(width).plus(var("d"));
        Index i = var("i");
        Index j = var("j");
        Index d = var("d");
        Index paddedLength = Index.roundUp(var("length"), PAD);
        Index token = var("start").plus(i);
        Index other = var("start").plus(j);

        double scale = 1 / (Math.log(2) * Math.sqrt(width));

        Statement turn = For.parallel(
                "j",
                var("length"),
                For.parallel(
                        "d", Index.of(width), new Statement.Store(turned, List.of(d, j), load(k, other, channel))));
        Statement gather = For.parallel(
                "j",
                var("length"),
                For.parallel(
                        "d", Index.of(width), new Statement.Store(gathered, List.of(j, d), load(v, other, channel))));
        Statement score = For.parallel(
                "i",
                var("length"),
                Chains.over(
                        "j",
                        paddedLength,
                        real(0),
                        "d",
                        Index.of(width),
                        load(q, token, channel),
                        load(turned, d, j),
                        new Statement.Store(scores, List.of(i, j), local("c"))));
        Statement softmax = For.parallel(
                "i",
                var("length"),
                new Statement.Reduce("largest", Combine.LARGEST, "j", var("length"), load(scores, i, j)),
                new Statement.Let(
                        "shift", new Expr.Unary(Expr.UnaryOp.NEGATE, Expr.mul(local("largest"), real(scale)))),
                For.parallel(
                        "j",
                        paddedLength,
                        new Statement.Store(
                                scores,
                                List.of(i, j),
                                new Expr.Call(
                                        Elementary.EXP2,
                                        new Expr.Fma(load(scores, i, j), real(scale), local("shift"))))),
                new Statement.Reduce("sum", Combine.SUM, "j", var("length"), load(scores, i, j)),
                new Statement.Store(inverse, List.of(i), Expr.div(real(1), local("sum"))));
        Statement mix = For.parallel(
                "i",
                var("length"),
                Chains.over(
                        "d",
                        Index.of(width),
                        real(0),
                        "j",
                        var("length"),
                        load(scores, i, j),
                        load(gathered, j, d),
                        new Statement.Let("scale", load(inverse, i)),
                        new Statement.Store(y, List.of(token, channel), Expr.mul(local("c"), local("scale")))));
        Statement body = SequenceLoops.eachSequence(new For(
                "h",
                Index.ZERO,
                Index.of(heads),
                1,
                Order.TASKS,
                Statement.block(
                        new Statement.Phase(
                                "Turn", "kt = k^T      k (length," + width + ") -> kt (" + width + ",length)", turn),
                        new Statement.Phase(
                                "Gather", "vh = v      v (length," + width + ") -> vh (length," + width + ")", gather),
                        new Statement.Phase("Scores", "p = q kt      -> p (rows,length)", score),
                        new Statement.Phase(
                                "Softmax", "p = e^((p - max(p)) / sqrt(" + width + ")), inverse = 1 / sum(p)", softmax),
                        new Statement.Phase("Mix", "y = p vh * inverse      -> y (rows," + width + ")", mix))));
        int all = heads * width;
        return new Lowered(
                new Kernel(
                        "attention" + heads + "x" + width + context.suffix(op.query(), out),
                        "y = softmax(q k^T / sqrt(" + width + ")) v, " + heads + " heads      q, k, v (T," + all
                                + ") -> y (T," + all + ")",
                        List.of(q, k, v, y),
                        List.of(
                                new Kernel.Scratch(turned, longest.times(width)),
                                new Kernel.Scratch(gathered, longest.times(Rows.padded(width))),
                                new Kernel.Scratch(scores, longest.times(longest)),
                                new Kernel.Scratch(inverse, longest)),
                        body),
                List.of(
                        Lowered.value(op.query()),
                        Lowered.value(op.key()),
                        Lowered.value(op.value()),
                        Lowered.value(out)));
    }
}
