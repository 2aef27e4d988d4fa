package dev.attar.compiler.lower;

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
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Reduce;
import dev.attar.compiler.loops.Statement.Set;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Statement.Var;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Losses that look at several rows: the places of an answer in its sequence, and pairs among all pairs of a batch. */
final class SequenceLosses {
    private static final Index C = var("c");
    private static final Index TOKEN = var("start").plus(var("i"));

    private SequenceLosses() {}

    // ---- spans ----

    /** Cross-entropy over the tokens of each sequence, of column 0 for the start and column 1 for the end. */
    static Lowered span(Value out, LossOp.Span op, boolean gradient, LoweringContext context) {
        Buffer s = context.rows("scores", op.scores());
        Buffer y = context.rows("y", out);
        List<Statement> sequence = new ArrayList<>();
        if (!gradient) {
            sequence.add(new Var("loss", real(0)));
            sequence.add(new Var("count", real(0)));
        }
        column(sequence, s, y, 0, context.array(op.starts()), gradient);
        column(sequence, s, y, 1, context.array(op.ends()), gradient);
        if (!gradient) {
            sequence.add(new Store(y, List.of(var("s"), Index.of(0)), local("loss")));
            sequence.add(new Store(y, List.of(var("s"), Index.of(1)), local("count")));
        }
        return new Lowered(
                new Kernel(
                        gradient ? "gradientOfSpan" : "span",
                        gradient
                                ? "y = softmax over the tokens - target, of start and end      scores (T,2) -> y (T,2)"
                                : "y = log(sum of e^scores) - scores[label] over the tokens, of start and end; count"
                                        + "      scores (T,2) -> y (B,2)",
                        List.of(s, y),
                        List.of(),
                        SequenceLoops.eachSequence(context.axis(op.scores()), sequence.toArray(Statement[]::new))),
                List.of(Lowered.value(op.scores()), Lowered.value(out)));
    }

    private static void column(
            List<Statement> out, Buffer s, Buffer y, int column, Index.Array labels, boolean gradient) {
        String end = column == 0 ? "First" : "Last";
        Index at = Index.of(column);
        String label = "label" + end;
        String known = "known" + end;
        out.add(new LetIndex(label, Index.element(labels, var("s"))));
        out.add(new LetIndex(
                known, Index.smaller(var(label).times(-1), Index.ZERO).times(-1)));
        out.add(new Var("largest" + end, load(s, var("start"), at)));
        out.add(ordered(new Set("largest" + end, Expr.max(local("largest" + end), load(s, TOKEN, at)))));
        Expr power = new Expr.Call(Elementary.EXP, Expr.sub(load(s, TOKEN, at), local("largest" + end)));
        out.add(new Var("sum" + end, real(0)));
        out.add(ordered(new Set("sum" + end, Expr.add(local("sum" + end), power))));
        Expr none = new Expr.FromIndex(var(label));
        if (gradient) {
            out.add(ordered(new Store(
                    y,
                    List.of(TOKEN, at),
                    new Expr.IfLess(none, real(0), real(0), Expr.div(power, local("sum" + end))))));
            List<Index> place = List.of(var("start").plus(var(known)), at);
            out.add(new Store(
                    y, place, Expr.sub(new Expr.Load(y, place, 1), new Expr.IfLess(none, real(0), real(0), real(1)))));
            return;
        }
        Expr loss = Expr.sub(
                Expr.add(local("largest" + end), new Expr.Call(Elementary.LOG, local("sum" + end))),
                load(s, var("start").plus(var(known)), at));
        out.add(new Set("loss", Expr.add(local("loss"), new Expr.IfLess(none, real(0), real(0), loss))));
        out.add(new Set("count", Expr.add(local("count"), new Expr.IfLess(none, real(0), real(0), real(1)))));
    }

    private static Statement ordered(Statement body) {
        return For.ordered("i", Index.ZERO, var("length"), body);
    }

    // ---- pairs ----

    /** One worker goes through the anchors in order: each adds to the gradients of all positives. */
    static Lowered inBatch(Value out, LossOp.InBatchNegatives op, boolean gradient, LoweringContext context) {
        int width = op.scores().type().last();
        Buffer x = context.rows("x", op.scores());
        Buffer y = context.rows("y", out);
        Index half = Index.quotient(var(Sizes.SEQUENCES), 2);
        Index positive = half.plus(var("j"));
        Index anchor = var("i");
        Reduce dot = new Reduce(
                "dot", Combine.SUM, "c", Index.of(width), Expr.mul(load(x, anchor, C), load(x, positive, C)));
        Let score = new Let("score", Expr.mul(local("dot"), real(op.scale())));
        List<Statement> each = new ArrayList<>();
        each.add(new Var("largest", real(Combine.LARGEST.neutral())));
        each.add(pairs(half, dot, score, new Set("largest", Expr.max(local("largest"), local("score")))));
        Expr power = new Expr.Call(Elementary.EXP, Expr.sub(local("score"), local("largest")));
        each.add(new Var("sum", real(0)));
        each.add(pairs(half, dot, score, new Set("sum", Expr.add(local("sum"), power))));
        List<Statement> all = new ArrayList<>();
        int columns = out.type().last();
        all.add(For.ordered(
                "i",
                Index.ZERO,
                var(Sizes.SEQUENCES),
                For.parallel("c", Index.of(columns), new Store(y, List.of(anchor, C), real(0)))));
        if (gradient) {
            Expr own = new Expr.IfLess(new Expr.FromIndex(distance()), real(0.5), real(1), real(0));
            each.add(pairs(
                    half,
                    dot,
                    score,
                    new Let("part", Expr.mul(Expr.sub(Expr.div(power, local("sum")), own), real(op.scale()))),
                    add(y, anchor, x, positive, width),
                    add(y, positive, x, anchor, width)));
        } else {
            Expr logSum = Expr.add(local("largest"), new Expr.Call(Elementary.LOG, local("sum")));
            each.add(new LetIndex("j", anchor));
            each.add(dot);
            each.add(score);
            each.add(new Store(y, List.of(anchor, Index.of(0)), Expr.sub(logSum, local("score"))));
            each.add(new Store(y, List.of(anchor, Index.of(1)), real(1)));
        }
        all.add(For.ordered("i", Index.ZERO, half, each.toArray(Statement[]::new)));
        return new Lowered(
                new Kernel(
                        (gradient ? "gradientOfInBatchNegatives" : "inBatchNegatives") + width,
                        gradient
                                ? "y = (softmax of scale x[i] x[B/2 + j] - target) scale x, of both      x (B," + width
                                        + ") -> y (B," + width + ")"
                                : "y = -log softmax of scale x[i] x[B/2 + j] at j = i, count      x (B," + width
                                        + ") -> y (B,2)",
                        List.of(x, y),
                        List.of(),
                        new For("one", Index.ZERO, Index.of(1), 1, Order.TASKS, Statement.block(all))),
                List.of(Lowered.value(op.scores()), Lowered.value(out)));
    }

    /** The square of i - j: 0 for the anchor's own positive. */
    private static Index distance() {
        Index apart = var("i").minus(var("j"));
        return apart.times(apart);
    }

    private static Statement add(Buffer y, Index to, Buffer x, Index from, int width) {
        return For.parallel(
                "c",
                Index.of(width),
                new Store(y, List.of(to, C), new Expr.Fma(local("part"), load(x, from, C), load(y, to, C))));
    }

    private static Statement pairs(Index half, Statement... body) {
        return For.ordered("j", Index.ZERO, half, body);
    }
}
