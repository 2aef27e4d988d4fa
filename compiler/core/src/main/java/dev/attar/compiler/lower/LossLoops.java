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
import dev.attar.compiler.loops.Statement.Reduce;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.List;

/**
 * Losses that compare each score with a target, and their derivatives: binary cross-entropy, squared differences. What has no target
 * has 0 for its loss, for what it counts and for its gradient, whatever its score is.
 *
 * <p>Numerics: sums along a row are row reductions.
 */
final class LossLoops {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private LossLoops() {}

    /** The losses (R,2), or the derivative of their sum (R,N). */
    static Lowered lower(Value out, LossOp.OfScores op, boolean gradient, List<Step> steps, LoweringContext context) {
        return switch (op) {
            case LossOp.CrossEntropy c -> CrossEntropyLoops.lower(out, c, gradient, steps, context);
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
