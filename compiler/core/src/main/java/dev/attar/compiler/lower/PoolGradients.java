package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Set;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Statement.Var;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/** The gradient of a sequence's row for each of its tokens. */
final class PoolGradients {
    private static final Index C = var("c");
    private static final Index S = var("s");
    private static final Index T = var("start").plus(var("i"));

    private PoolGradients() {}

    static Lowered lower(Value out, GradientOp.PoolGradient op, LoweringContext context) {
        int width = out.type().last();
        Buffer g = context.rows("g", op.gradient());
        Buffer y = context.rows("y", out);
        List<Buffer> buffers = new ArrayList<>(List.of(g));
        List<Lowered.Argument> arguments = new ArrayList<>(List.of(Lowered.value(op.gradient())));
        Statement body = switch (op.pool()) {
            case MEAN ->
                tokens(
                        Index.ZERO,
                        var("length"),
                        store(y, width, Expr.div(load(g, S, C), new Expr.FromIndex(var("length")))));
            case CLS -> first(y, width, load(g, S, C));
            case MAX -> {
                Value in = op.in().orElseThrow();
                Buffer x = context.rows("x", in);
                buffers.add(x);
                arguments.add(Lowered.value(in));
                yield largest(g, x, y, width);
            }
            case LAST -> last(y, width, load(g, S, C));
            case WEIGHTED_MEAN -> {
                Expr length = new Expr.FromIndex(var("length"));
                Expr next = new Expr.FromIndex(var("length").plus(1));
                Expr weights = Expr.mul(Expr.mul(length, next), real(0.5));
                Expr weight = new Expr.FromIndex(var("i").plus(1));
                yield tokens(
                        Index.ZERO, var("length"), store(y, width, Expr.div(Expr.mul(load(g, S, C), weight), weights)));
            }
            case MEAN_SQRT_LEN -> {
                Expr root = new Expr.Unary(Expr.UnaryOp.SQRT, new Expr.FromIndex(var("length")));
                yield tokens(Index.ZERO, var("length"), store(y, width, Expr.div(load(g, S, C), root)));
            }
        };
        buffers.add(y);
        arguments.add(Lowered.value(out));
        String kind = SequenceLoops.name(op.pool());
        return new Lowered(
                new Kernel(
                        "gradientOfPool" + SequenceLoops.capitals(kind) + width,
                        "y = the derivative of the " + kind + " of each sequence      g (B," + width + ") -> y (T,"
                                + width + ")",
                        buffers,
                        List.of(),
                        SequenceLoops.eachSequence(context.axis(out), body)),
                arguments);
    }

    private static For tokens(Index from, Index to, Statement token) {
        return new For("i", from, to, 1, Order.PARALLEL, token);
    }

    private static For store(Buffer y, int width, Expr value) {
        return For.parallel("c", Index.of(padded(width)), new Store(y, List.of(T, C), value));
    }

    private static Statement first(Buffer y, int width, Expr value) {
        return Statement.block(
                tokens(Index.ZERO, Index.of(1), store(y, width, value)),
                tokens(Index.of(1), var("length"), store(y, width, real(0))));
    }

    private static Statement last(Buffer y, int width, Expr value) {
        Index last = var("length").plus(-1);
        return Statement.block(
                tokens(Index.ZERO, last, store(y, width, real(0))),
                tokens(last, var("length"), store(y, width, value)));
    }

    /** In each channel the first token that has the largest value has all of it. */
    private static Statement largest(Buffer g, Buffer x, Buffer y, int width) {
        Expr value = load(x, T, C);
        return For.parallel(
                "c",
                Index.of(padded(width)),
                new Var("a", load(x, var("start"), C)),
                For.ordered("i", Index.of(1), var("length"), new Set("a", Expr.max(local("a"), value))),
                new Var("left", load(g, S, C)),
                For.ordered(
                        "i",
                        Index.ZERO,
                        var("length"),
                        new Let("here", new Expr.IfLess(value, local("a"), real(0), local("left"))),
                        new Store(y, List.of(T, C), local("here")),
                        new Set("left", new Expr.IfLess(value, local("a"), local("left"), real(0)))));
    }
}
