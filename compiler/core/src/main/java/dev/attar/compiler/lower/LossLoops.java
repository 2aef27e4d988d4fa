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
 * Losses of each row by itself, and their derivatives: cross-entropy, binary cross-entropy, squared differences. A row without a
 * label has 0 for its loss, for what it counts and for its gradient, whatever its scores are.
 *
 * <p>Numerics: the largest score is taken away before powers are taken, as in softmax; sums along a row are row reductions.
 */
final class LossLoops {
    private static final double LOG2_E = 1 / Math.log(2);
    private static final Index T = var("t");
    private static final Index C = var("c");

    private LossLoops() {}

    /** The losses (R,2), or the derivative of their sum (R,N). */
    static Lowered lower(Value out, LossOp.OfScores op, boolean gradient, List<Step> steps, LoweringContext context) {
        return switch (op) {
            case LossOp.CrossEntropy c -> crossEntropy(out, c, gradient, steps, context);
            case LossOp.BinaryCrossEntropy(Value scores, Value targets) ->
                elementwise(
                        gradient ? "gradientOfBinaryCrossEntropy" : "binaryCrossEntropy",
                        gradient
                                ? "y = sigmoid(s) - target"
                                : "y = sum of max(s, 0) - s target + log(1 + e^-|s|), count",
                        out,
                        scores,
                        targets,
                        gradient ? binarySlope() : binary(),
                        gradient,
                        context);
            case LossOp.MeanSquaredError(Value scores, Value targets) ->
                elementwise(
                        gradient ? "gradientOfSquaredError" : "squaredError",
                        gradient ? "y = 2 (s - target)" : "y = sum of (s - target)^2, count",
                        out,
                        scores,
                        targets,
                        gradient ? squaredSlope() : squared(),
                        gradient,
                        context);
            case LossOp.InBatchNegatives negatives -> SequenceLosses.inBatch(out, negatives, gradient, context);
            case LossOp.Span span -> SequenceLosses.span(out, span, gradient, context);
        };
    }

    // ---- one label a row ----

    private static Lowered crossEntropy(
            Value out, LossOp.CrossEntropy op, boolean gradient, List<Step> steps, LoweringContext context) {
        boolean next = isNext(op.labels(), steps);
        Value given = next ? nextOf(op.labels(), steps) : op.labels();
        Buffer s = context.rows("scores", op.scores());
        Buffer y = context.rows("y", out);
        int classes = op.scores().type().last();
        String shape = "scores (" + context.symbol(op.scores()) + "," + classes + ")";
        Index.Array labels = context.array(given);
        Statement body;
        if (next) {
            Index start = var("start");
            Statement labelled = Statement.block(row(
                    op,
                    s,
                    y,
                    gradient,
                    start.plus(var("i")),
                    Index.element(labels, start.plus(var("i")).plus(1))));
            Statement last = gradient
                    ? For.parallel("c", Index.of(Rows.padded(classes)), new Store(y, List.of(T, C), real(0)))
                    : Statement.block(
                            new Store(y, List.of(T, Index.of(0)), real(0)),
                            new Store(y, List.of(T, Index.of(1)), real(0)));
            Index end = var("length").plus(-1);
            body = SequenceLoops.eachSequence(
                    context.axis(op.scores()),
                    new For("i", Index.ZERO, end, 1, Order.PARALLEL, labelled),
                    new For(
                            "i",
                            end,
                            var("length"),
                            1,
                            Order.PARALLEL,
                            Statement.block(new LetIndex("t", start.plus(var("i"))), last)));
        } else {
            List<Statement> row = new ArrayList<>(row(op, s, y, gradient, null, Index.element(labels, T)));
            // Tasks of some rows, not a loop over all of them: a routine is not given the labels.
            body = new For(
                    "first",
                    Index.ZERO,
                    Index.roundUp(context.count(op.scores()), Rows.PAD),
                    Rows.PAD,
                    Order.TASKS,
                    Statement.block(
                            new LetIndex(
                                    "last", Index.smaller(var("first").plus(Rows.PAD), context.count(op.scores()))),
                            new For("t", var("first"), var("last"), 1, Order.PARALLEL, Statement.block(row))));
        }
        String name = (gradient ? "gradientOfCrossEntropy" : "crossEntropy")
                + (next ? "Next" : "")
                + (op.smoothing() == 0 ? "" : "Smoothed")
                + classes
                + context.suffix(op.scores(), op.scores());
        String formula = gradient ? "y = softmax(scores) - target" : "y = log(sum of e^scores) - scores[label], count";
        return new Lowered(
                new Kernel(
                        name,
                        formula + (next ? ", the label of the next token" : "") + "      " + shape,
                        List.of(s, y),
                        List.of(),
                        body),
                List.of(Lowered.value(op.scores()), Lowered.value(out)));
    }

    private static boolean isNext(Value labels, List<Step> steps) {
        return steps.stream()
                .anyMatch(s -> s instanceof Assign(Value made, LossOp.NextTokens _) && made.equals(labels));
    }

    private static Value nextOf(Value labels, List<Step> steps) {
        for (Step step : steps)
            if (step instanceof Assign(Value made, LossOp.NextTokens(Value in)) && made.equals(labels)) return in;
        throw new IllegalArgumentException(labels + " are given");
    }

    private static List<Statement> row(
            LossOp.CrossEntropy op, Buffer s, Buffer y, boolean gradient, Index at, Index label) {
        int classes = op.scores().type().last();
        double smoothing = op.smoothing();
        Index count = Index.of(classes);
        Expr none = new Expr.FromIndex(var("label"));
        List<Statement> row = new ArrayList<>();
        if (at != null) row.add(new LetIndex("t", at));
        row.add(new LetIndex("label", label));
        // The label, or 0 where there is none.
        row.add(new LetIndex(
                "known", Index.smaller(var("label").times(-1), Index.ZERO).times(-1)));
        row.add(new Reduce("largest", Combine.LARGEST, "c", count, load(s, T, C)));
        row.add(new Let("shift", Expr.mul(local("largest"), real(-LOG2_E))));
        row.add(new Reduce("sum", Combine.SUM, "c", count, power(load(s, T, C))));
        if (!gradient) {
            row.add(new Let("logSum", Expr.add(local("largest"), new Expr.Call(Elementary.LOG, local("sum")))));
            Expr loss = Expr.sub(local("logSum"), load(s, T, var("known")));
            if (smoothing > 0) {
                row.add(new Reduce("all", Combine.SUM, "c", count, Expr.sub(local("logSum"), load(s, T, C))));
                loss = new Expr.Fma(local("all"), real(smoothing / classes), Expr.mul(loss, real(1 - smoothing)));
            }
            row.add(new Store(y, List.of(T, Index.of(0)), new Expr.IfLess(none, real(0), real(0), loss)));
            row.add(new Store(y, List.of(T, Index.of(1)), new Expr.IfLess(none, real(0), real(0), real(1))));
            return row;
        }
        row.add(new Let("inverse", Expr.div(real(1), local("sum"))));
        row.add(new Let("label0", none));
        Expr share = Expr.mul(power(load(s, T, C)), local("inverse"));
        if (smoothing > 0) share = Expr.sub(share, real(smoothing / classes));
        row.add(For.parallel(
                "c",
                Index.of(Rows.padded(classes)),
                new Store(y, List.of(T, C), new Expr.IfLess(local("label0"), real(0), real(0), share))));
        Expr target = new Expr.IfLess(local("label0"), real(0), real(0), real(1 - smoothing));
        row.add(new Store(y, List.of(T, var("known")), Expr.sub(load(y, T, var("known")), target)));
        return row;
    }

    private static Expr power(Expr score) {
        return new Expr.Call(Elementary.EXP2, new Expr.Fma(score, real(LOG2_E), local("shift")));
    }

    // ---- a target for each score ----

    /** What a score and its target give, and whether the target counts. */
    private interface Term {
        Expr of(Expr score, Expr target);

        /** The same or, where the target is none, 0. */
        default Expr counted(Expr target, Expr value) {
            return value;
        }
    }

    private static Term binary() {
        return new Term() {
            @Override
            public Expr of(Expr s, Expr target) {
                Expr low = new Expr.IfLess(s, real(0), s, new Expr.Unary(Expr.UnaryOp.NEGATE, s)); // -|s|
                Expr rest = new Expr.Call(Elementary.LOG, Expr.add(real(1), new Expr.Call(Elementary.EXP, low)));
                return Expr.add(Expr.sub(new Expr.IfLess(s, real(0), real(0), s), Expr.mul(s, target)), rest);
            }

            @Override
            public Expr counted(Expr target, Expr value) {
                return given(target, value);
            }
        };
    }

    private static Term binarySlope() {
        return new Term() {
            @Override
            public Expr of(Expr s, Expr target) {
                return Expr.sub(GradientRows.sigmoid(s), target);
            }

            @Override
            public Expr counted(Expr target, Expr value) {
                return given(target, value);
            }
        };
    }

    /** Targets are 0 to 1; -100 is none. */
    private static Expr given(Expr target, Expr value) {
        return new Expr.IfLess(target, real(-1), real(0), value);
    }

    private static Term squared() {
        return new Term() {
            @Override
            public Expr of(Expr s, Expr target) {
                Expr difference = Expr.sub(s, target);
                return Expr.mul(difference, difference);
            }

            @Override
            public Expr counted(Expr target, Expr value) {
                return number(target, value);
            }
        };
    }

    private static Term squaredSlope() {
        return new Term() {
            @Override
            public Expr of(Expr s, Expr target) {
                return Expr.mul(Expr.sub(s, target), real(2));
            }

            @Override
            public Expr counted(Expr target, Expr value) {
                return number(target, value);
            }
        };
    }

    /** What is not a number is no target: it is not below anything. */
    private static Expr number(Expr target, Expr value) {
        return new Expr.IfLess(target, real(Float.POSITIVE_INFINITY), value, real(0));
    }

    private static Lowered elementwise(
            String name,
            String formula,
            Value out,
            Value scores,
            Value targets,
            Term term,
            boolean gradient,
            LoweringContext context) {
        Buffer s = context.rows("scores", scores);
        Buffer g = context.rows("targets", targets);
        Buffer y = context.rows("y", out);
        int columns = scores.type().last();
        Expr score = load(s, T, C);
        Expr target = load(g, T, C);
        Expr value = term.counted(target, term.of(score, target));
        List<Statement> row = gradient
                ? List.of(For.parallel("c", Index.of(columns), new Store(y, List.of(T, C), value)))
                : List.of(
                        new Reduce("loss", Combine.SUM, "c", Index.of(columns), value),
                        new Reduce("count", Combine.SUM, "c", Index.of(columns), term.counted(target, real(1))),
                        new Store(y, List.of(T, Index.of(0)), local("loss")),
                        new Store(y, List.of(T, Index.of(1)), local("count")));
        String rows = context.symbol(scores);
        return new Lowered(
                new Kernel(
                        name + columns + context.suffix(scores, scores),
                        formula + "      scores, targets (" + rows + "," + columns + ")",
                        List.of(s, g, y),
                        List.of(),
                        For.parallel("t", context.count(scores), row.toArray(Statement[]::new))),
                List.of(Lowered.value(scores), Lowered.value(targets), Lowered.value(out)));
    }
}
