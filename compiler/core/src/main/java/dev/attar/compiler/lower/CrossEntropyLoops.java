package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Reduce;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Softmax and cross-entropy of each row in one, and the derivative. A row without a label has 0 for its loss, for what it counts and
 * for its gradient, whatever its scores are. Where the label is that of the next token, the kernel looks one token ahead.
 *
 * <p>Numerics: the largest score is taken away before powers are taken, as in softmax; sums along a row are row reductions. Weights of
 * classes are numbers of the kernel, which a task puts into working memory before it reads them.
 */
final class CrossEntropyLoops {
    private static final double LOG2_E = 1 / Math.log(2);
    private static final Index T = var("t");
    private static final Index C = var("c");
    private static final Index KNOWN = var("known");
    private static final Buffer WEIGHTS = Buffer.vector("classWeights", Space.SCRATCH);

    private final Value out;
    private final LossOp.CrossEntropy op;
    private final boolean gradient;
    private final LoweringContext context;
    private final int classes;
    private final Buffer s;
    private final Buffer y;

    private CrossEntropyLoops(Value out, LossOp.CrossEntropy op, boolean gradient, LoweringContext context) {
        this.out = out;
        this.op = op;
        this.gradient = gradient;
        this.context = context;
        this.classes = op.scores().type().last();
        this.s = context.rows("scores", op.scores());
        this.y = context.rows("y", out);
    }

    /** The losses (R,2), or the derivative of their sum (R,N). */
    static Lowered lower(
            Value out, LossOp.CrossEntropy op, boolean gradient, List<Step> steps, LoweringContext context) {
        CrossEntropyLoops loops = new CrossEntropyLoops(out, op, gradient, context);
        for (Step step : steps)
            if (step instanceof Assign(Value made, LossOp.NextTokens(Value in)) && made.equals(op.labels()))
                return loops.lowered("Next", ", the label of the next token", loops.next(context.array(in)));
        return loops.lowered("", "", loops.own(context.array(op.labels())));
    }

    private Lowered lowered(String kind, String comment, Statement body) {
        String name = (gradient ? "gradientOfCrossEntropy" : "crossEntropy")
                + kind
                + (op.smoothing() == 0 ? "" : "Smoothed")
                + (isWeighted() ? "Weighted" : "")
                + classes
                + context.suffix(op.scores(), op.scores());
        String formula = gradient ? "y = softmax(scores) - target" : "y = log(sum of e^scores) - scores[label], count";
        return new Lowered(
                new Kernel(
                        name,
                        formula + comment + "      scores (" + context.symbol(op.scores()) + "," + classes + ")",
                        List.of(s, y),
                        isWeighted() ? List.of(new Kernel.Scratch(WEIGHTS, Index.of(padded(classes)))) : List.of(),
                        body),
                List.of(Lowered.value(op.scores()), Lowered.value(out)));
    }

    private boolean isWeighted() {
        return !op.classWeights().isEmpty();
    }

    // ---- rows ----

    /** Tasks of some rows, not a loop over all of them: a routine is not given the labels. */
    private Statement own(Index.Array labels) {
        Index rows = context.count(op.scores());
        List<Statement> task = new ArrayList<>();
        task.add(new LetIndex("last", Index.smaller(var("first").plus(Rows.PAD), rows)));
        task.addAll(weights());
        List<Statement> row = row(Index.element(labels, T));
        task.add(new For("t", var("first"), var("last"), 1, Order.PARALLEL, Statement.block(row)));
        return new For(
                "first", Index.ZERO, Index.roundUp(rows, Rows.PAD), Rows.PAD, Order.TASKS, Statement.block(task));
    }

    private Statement next(Index.Array labels) {
        Index token = var("start").plus(var("i"));
        Index end = var("length").plus(-1);
        List<Statement> labelled = new ArrayList<>(List.of(new LetIndex("t", token)));
        labelled.addAll(row(Index.element(labels, token.plus(1))));
        List<Statement> last = new ArrayList<>(List.of(new LetIndex("t", token)));
        last.add(
                gradient
                        ? For.parallel("c", Index.of(padded(classes)), new Store(y, List.of(T, C), real(0)))
                        : stores(real(0), real(0)));
        List<Statement> sequence = new ArrayList<>(weights());
        sequence.add(new For("i", Index.ZERO, end, 1, Order.PARALLEL, Statement.block(labelled)));
        sequence.add(new For("i", end, var("length"), 1, Order.PARALLEL, Statement.block(last)));
        return SequenceLoops.eachSequence(context.axis(op.scores()), sequence.toArray(Statement[]::new));
    }

    private List<Statement> weights() {
        List<Statement> all = new ArrayList<>();
        for (int n = 0; n < op.classWeights().size(); n++)
            all.add(new Store(
                    WEIGHTS, List.of(Index.of(n)), real(op.classWeights().get(n))));
        return all;
    }

    private Statement stores(Expr loss, Expr count) {
        return Statement.block(
                new Store(y, List.of(T, Index.of(0)), loss), new Store(y, List.of(T, Index.of(1)), count));
    }

    private List<Statement> row(Index label) {
        Index count = Index.of(classes);
        List<Statement> row = new ArrayList<>();
        row.add(new LetIndex("label", label));
        // The label, or 0 where there is none.
        row.add(new LetIndex(
                "known", Index.smaller(var("label").times(-1), Index.ZERO).times(-1)));
        row.add(new Reduce("largest", Combine.LARGEST, "c", count, load(s, T, C)));
        row.add(new Let("shift", Expr.mul(local("largest"), real(-LOG2_E))));
        row.add(new Reduce("sum", Combine.SUM, "c", count, power(load(s, T, C))));
        row.add(new Let("none", new Expr.FromIndex(var("label"))));
        row.add(new Let("counts", isWeighted() ? load(WEIGHTS, KNOWN) : real(1)));
        if (gradient) derivative(row);
        else loss(row);
        return row;
    }

    private void loss(List<Statement> row) {
        row.add(new Let("logSum", Expr.add(local("largest"), new Expr.Call(Elementary.LOG, local("sum")))));
        Expr loss = Expr.mul(Expr.sub(local("logSum"), load(s, T, KNOWN)), local("counts"));
        if (op.smoothing() > 0) {
            Expr each = Expr.sub(local("logSum"), load(s, T, C));
            row.add(new Reduce(
                    "all",
                    Combine.SUM,
                    "c",
                    Index.of(classes),
                    isWeighted() ? Expr.mul(each, load(WEIGHTS, C)) : each));
            loss = new Expr.Fma(local("all"), real(op.smoothing() / classes), Expr.mul(loss, real(1 - op.smoothing())));
        }
        row.add(stores(labelled(loss), labelled(local("counts"))));
    }

    private void derivative(List<Statement> row) {
        double common = op.smoothing() / classes;
        double ofAll = op.classWeights().stream().mapToDouble(w -> common * w).sum();
        row.add(new Let("own", Expr.mul(local("counts"), real(1 - op.smoothing()))));
        // What all targets of the row come to, which each share is multiplied by.
        row.add(new Let("targets", isWeighted() ? Expr.add(local("own"), real(ofAll)) : real(1)));
        row.add(new Let("inverse", Expr.div(local("targets"), local("sum"))));
        Expr share = Expr.mul(power(load(s, T, C)), local("inverse"));
        if (op.smoothing() > 0)
            share = Expr.sub(share, isWeighted() ? Expr.mul(load(WEIGHTS, C), real(common)) : real(common));
        int stored = isWeighted() ? classes : padded(classes);
        row.add(For.parallel("c", Index.of(stored), new Store(y, List.of(T, C), labelled(share))));
        row.add(new Store(y, List.of(T, KNOWN), Expr.sub(load(y, T, KNOWN), labelled(local("own")))));
    }

    /** The value where the row has a label, else 0. */
    private static Expr labelled(Expr value) {
        return new Expr.IfLess(local("none"), real(0), real(0), value);
    }

    private static Expr power(Expr score) {
        return new Expr.Call(Elementary.EXP2, new Expr.Fma(score, real(LOG2_E), local("shift")));
    }
}
