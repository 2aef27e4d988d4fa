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
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.Reduce;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Derivatives of what is done to each row by itself. Numerics: sums along a row are row reductions. */
final class GradientRows {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private GradientRows() {}

    /** {@code y = 0}. */
    static Lowered zero(Value out, LoweringContext context) {
        int width = out.type().last();
        Buffer y = context.rows("y", out);
        return new Lowered(
                new Kernel(
                        "zero" + width + context.suffix(out, out),
                        "y = 0      -> y (" + context.symbol(out) + "," + width + ")",
                        List.of(y),
                        List.of(),
                        For.parallel("t", context.count(out), RowLoops.columns(y, width, real(0)))),
                List.of(Lowered.value(out)));
    }

    // ---- functions ----

    /** {@code y = g f'(x)}. */
    static Lowered activate(Value out, GradientOp.ActivateGradient op, LoweringContext context) {
        Buffer g = context.rows("g", op.gradient());
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        Expr slope = op.function() == Activation.RELU
                ? new Expr.IfLess(real(0), load(x, T, C), load(g, T, C), real(0))
                : Expr.mul(load(g, T, C), slope(op.function(), load(x, T, C)));
        String name = op.function().name().toLowerCase(Locale.ROOT);
        return rows(
                "gradientOf" + LinearLoops.camel(op.function()),
                "y = g " + name + "'(x)",
                out,
                List.of(op.gradient(), op.in()),
                List.of(g, x, y),
                List.of(RowLoops.columns(y, out.type().last(), slope)),
                context);
    }

    /** The derivative of a function at x. */
    private static Expr slope(Activation function, Expr x) {
        return switch (function) {
            case RELU -> new Expr.IfLess(real(0), x, real(1), real(0));
            case GELU -> {
                Expr erf = new Expr.Call(Elementary.ERF, Expr.mul(x, real(Math.sqrt(0.5))));
                Expr density = new Expr.Call(Elementary.EXP, Expr.mul(Expr.mul(x, x), real(-0.5)));
                Expr half = new Expr.Fma(erf, real(0.5), real(0.5));
                yield new Expr.Fma(Expr.mul(x, density), real(1 / Math.sqrt(2 * Math.PI)), half);
            }
            case GELU_TANH -> {
                double scale = Math.sqrt(2 / Math.PI);
                Expr square = Expr.mul(x, x);
                Expr inner = Expr.mul(Expr.mul(x, real(scale)), new Expr.Fma(square, real(0.044715), real(1)));
                Expr tanh = new Expr.Call(Elementary.TANH, inner);
                Expr rest = Expr.sub(real(1), Expr.mul(tanh, tanh));
                Expr steepness = new Expr.Fma(square, real(3 * 0.044715 * scale), real(scale));
                yield new Expr.Fma(
                        Expr.mul(Expr.mul(x, real(0.5)), rest), steepness, new Expr.Fma(tanh, real(0.5), real(0.5)));
            }
            case SILU -> {
                Expr sigmoid = sigmoid(x);
                yield Expr.mul(sigmoid, new Expr.Fma(x, Expr.sub(real(1), sigmoid), real(1)));
            }
            case TANH -> {
                Expr tanh = new Expr.Call(Elementary.TANH, x);
                yield Expr.sub(real(1), Expr.mul(tanh, tanh));
            }
        };
    }

    /** {@code 1 / (1 + e^-x)}. */
    static Expr sigmoid(Expr x) {
        Expr power = new Expr.Call(Elementary.EXP, new Expr.Unary(Expr.UnaryOp.NEGATE, x));
        return Expr.div(real(1), Expr.add(real(1), power));
    }

    // ---- norms ----

    /** {@code y = (g gamma - mean(g gamma) - n mean(g gamma n)) / deviation}, n the normed row. */
    static Lowered layerNorm(Value out, GradientOp.NormInputGradient op, LoweringContext context) {
        return norm(
                "gradientOfNorm",
                out,
                op.gradient(),
                op.in(),
                Optional.of(op.gamma()),
                op.in().type().last(),
                op.epsilon(),
                true,
                context);
    }

    /** The gradient of a norm of each run of a row, such as a head; without the mean where the norm has none. */
    static Lowered runNorm(Value out, GradientOp.RunNormGradient op, LoweringContext context) {
        NormOp norm = op.norm();
        boolean centered = norm instanceof NormOp.CenteredNorm;
        return norm(
                centered ? "gradientOfCenteredNorm" : "gradientOfRmsNorm",
                out,
                op.gradient(),
                norm.in(),
                norm.gamma(),
                norm.width(),
                norm.epsilon(),
                centered,
                context);
    }

    private static Lowered norm(
            String name,
            Value out,
            Value gradient,
            Value in,
            Optional<Param> gamma,
            int width,
            double epsilon,
            boolean centered,
            LoweringContext context) {
        Buffer g = context.rows("g", gradient);
        Buffer x = context.rows("x", in);
        Buffer scale = Buffer.vector("gamma", Space.WEIGHT);
        Buffer y = context.rows("y", out);
        int runs = out.type().last() / width;
        Index channel = runs == 1 ? C : var("run").times(width).plus(C);
        Index count = Index.of(width);
        List<Statement> run = new ArrayList<>();
        Expr value = load(x, T, channel);
        if (centered) {
            run.add(new Reduce("sum", Combine.SUM, "c", count, value));
            run.add(new Let("mean", Expr.div(local("sum"), real(width))));
            value = Expr.sub(value, local("mean"));
        }
        run.add(new Reduce("squares", Combine.SUM, "c", count, Expr.mul(value, value)));
        Expr square = Expr.add(Expr.div(local("squares"), real(width)), real(epsilon));
        run.add(new Let("scale", Expr.div(real(1), new Expr.Unary(Expr.UnaryOp.SQRT, square))));
        Expr given = gamma.isPresent() ? Expr.mul(load(g, T, channel), load(scale, C)) : load(g, T, channel);
        Expr normed = Expr.mul(value, local("scale"));
        Expr rest = given;
        if (centered) {
            run.add(new Reduce("given", Combine.SUM, "c", count, given));
            run.add(new Let("ofGiven", Expr.div(local("given"), real(width))));
            rest = Expr.sub(given, local("ofGiven"));
        }
        run.add(new Reduce("both", Combine.SUM, "c", count, Expr.mul(given, normed)));
        run.add(new Let("ofBoth", Expr.div(local("both"), real(width))));
        Expr all = Expr.mul(Expr.sub(rest, Expr.mul(normed, local("ofBoth"))), local("scale"));
        run.add(For.parallel("c", count, new Store(y, List.of(T, channel), all)));
        List<Buffer> buffers = new ArrayList<>(List.of(g, x));
        List<Lowered.Argument> arguments = new ArrayList<>(List.of(Lowered.value(gradient), Lowered.value(in)));
        gamma.ifPresent(p -> {
            buffers.add(scale);
            arguments.add(Lowered.vector(p));
        });
        buffers.add(y);
        arguments.add(Lowered.value(out));
        Statement[] inner = run.toArray(Statement[]::new);
        String shape = "(" + context.symbol(out) + "," + out.type().last() + ")";
        String formula = centered ? "g - mean(g) - n mean(g n)" : "g - n mean(g n)";
        return new Lowered(
                new Kernel(
                        name
                                + (runs == 1 ? "" : runs + "x")
                                + width
                                + (gamma.isPresent() ? "" : "Plain")
                                + context.suffix(in, out),
                        "y = (" + formula + ") scale, n = normed x, the derivative of a norm by x      g, x " + shape
                                + " -> y " + shape,
                        buffers,
                        List.of(),
                        For.parallel(
                                "t",
                                context.count(out),
                                runs == 1 ? Statement.block(inner) : For.parallel("run", Index.of(runs), inner))),
                arguments);
    }

    /** {@code y = (g - n (g n)) / |x|} with {@code n = x / |x|}; where |x| is a constant, {@code g / |x|}. */
    static Lowered normalize(Value out, GradientOp.NormalizeGradient op, LoweringContext context) {
        Buffer g = context.rows("g", op.gradient());
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        int width = out.type().last();
        Index count = Index.of(width);
        Expr value = load(x, T, C);
        Expr shortest = real(Op.Normalize.MIN_NORM);
        List<Statement> row = List.of(
                new Reduce("squares", Combine.SUM, "c", count, Expr.mul(value, value)),
                new Let("length", new Expr.Unary(Expr.UnaryOp.SQRT, local("squares"))),
                new Let("inverse", Expr.div(real(1), Expr.max(local("length"), shortest))),
                new Reduce("along", Combine.SUM, "c", count, Expr.mul(load(g, T, C), value)),
                new Let(
                        "part",
                        new Expr.IfLess(
                                shortest,
                                local("length"),
                                Expr.mul(local("along"), Expr.mul(local("inverse"), local("inverse"))),
                                real(0))),
                RowLoops.columns(
                        y, width, Expr.mul(Expr.sub(load(g, T, C), Expr.mul(value, local("part"))), local("inverse"))));
        return rows(
                "gradientOfNormalize",
                "y = (g - n (g n)) / |x|, n = x / |x|",
                out,
                List.of(op.gradient(), op.in()),
                List.of(g, x, y),
                row,
                context);
    }

    /** {@code y = p (g - g p)}. */
    static Lowered softmax(Value out, GradientOp.SoftmaxGradient op, LoweringContext context) {
        Buffer g = context.rows("g", op.gradient());
        Buffer p = context.rows("p", op.shares());
        Buffer y = context.rows("y", out);
        int width = out.type().last();
        List<Statement> row = List.of(
                new Reduce("mean", Combine.SUM, "c", Index.of(width), Expr.mul(load(g, T, C), load(p, T, C))),
                RowLoops.columns(y, width, Expr.mul(load(p, T, C), Expr.sub(load(g, T, C), local("mean")))));
        return rows(
                "gradientOfSoftmax",
                "y = p (g - g p)",
                out,
                List.of(op.gradient(), op.shares()),
                List.of(g, p, y),
                row,
                context);
    }

    /** {@code y[h] = g x} on the channels of each head. */
    static Lowered headDots(Value out, AttentionOp.HeadDots op, LoweringContext context) {
        Buffer g = context.rows("g", op.left());
        Buffer x = context.rows("x", op.right());
        Buffer y = context.rows("y", out);
        int width = op.left().type().last() / op.heads();
        Index channel = var("h").times(width).plus(C);
        Statement head = For.parallel(
                "h",
                Index.of(op.heads()),
                new Reduce(
                        "dot", Combine.SUM, "c", Index.of(width), Expr.mul(load(g, T, channel), load(x, T, channel))),
                new Store(y, List.of(T, var("h")), local("dot")));
        return rows(
                "headDots" + op.heads() + "x" + width,
                "y = g x of each head",
                out,
                List.of(op.left(), op.right()),
                List.of(g, x, y),
                List.of(head),
                context);
    }

    private static Lowered rows(
            String name,
            String formula,
            Value out,
            List<Value> operands,
            List<Buffer> buffers,
            List<Statement> row,
            LoweringContext context) {
        String shape = "(" + context.symbol(out) + "," + out.type().last() + ")";
        StringBuilder suffix = new StringBuilder();
        for (Value v : operands) suffix.append(context.suffix(v, v).replace("PerSequence", ""));
        List<Lowered.Argument> arguments = new ArrayList<>();
        operands.forEach(v -> arguments.add(Lowered.value(v)));
        arguments.add(Lowered.value(out));
        return new Lowered(
                new Kernel(
                        name + out.type().last() + suffix + context.suffix(out, out),
                        formula + "      -> y " + shape,
                        buffers,
                        List.of(),
                        For.parallel("t", context.count(out), row.toArray(Statement[]::new))),
                arguments);
    }
}
