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
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.List;

/** Operations that turn each row into a row of the same width: norm, softmax, normalisation, element by element. */
final class RowLoops {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private RowLoops() {}

    /** Two passes, biased variance, epsilon inside the root: {@code fma((x - mean) * scale, gamma, beta)}. */
    static Lowered norm(Value out, Op.LayerNorm op, LoweringContext context) {
        int width = out.type().last();
        Buffer x = context.rows("x", op.in());
        Buffer gamma = Buffer.vector("gamma", Space.WEIGHT);
        Buffer beta = Buffer.vector("beta", Space.WEIGHT);
        Buffer y = context.rows("y", out);
        Expr centred = Expr.sub(load(x, T, C), local("mean"));
        Statement row = For.parallel(
                "t",
                context.count(out),
                new Statement.Reduce("sum", Combine.SUM, "c", Index.of(width), load(x, T, C)),
                new Statement.Let("mean", Expr.div(local("sum"), real(width))),
                new Statement.Reduce("squares", Combine.SUM, "c", Index.of(width), Expr.mul(centred, centred)),
                new Statement.Let(
                        "scale",
                        Expr.div(
                                real(1),
                                new Expr.Unary(
                                        Expr.UnaryOp.SQRT,
                                        Expr.add(Expr.div(local("squares"), real(width)), real(op.epsilon()))))),
                columns(y, width, new Expr.Fma(Expr.mul(centred, local("scale")), load(gamma, C), load(beta, C))));
        String shape = "(" + context.symbol(out) + "," + width + ")";
        return new Lowered(
                new Kernel(
                        "norm" + width + context.suffix(op.in(), out),
                        "y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x " + shape + " -> y "
                                + shape,
                        List.of(x, gamma, beta, y),
                        List.of(),
                        row),
                List.of(Lowered.value(op.in()), vector(op.gamma()), vector(op.beta()), Lowered.value(out)));
    }

    private static Argument vector(Param param) {
        return new Argument.OfWeights(WeightUse.vector(List.of(param)));
    }

    /** {@code exp(x - max) / sum}. */
    static Lowered softmax(Value out, Op.Softmax op, LoweringContext context) {
        int width = out.type().last();
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        Statement row = For.parallel(
                "t",
                context.count(out),
                new Statement.Reduce("largest", Combine.LARGEST, "c", Index.of(width), load(x, T, C)),
                columns(y, width, new Expr.Call(Elementary.EXP, Expr.sub(load(x, T, C), local("largest")))),
                new Statement.Reduce("sum", Combine.SUM, "c", Index.of(width), load(y, T, C)),
                new Statement.Let("scale", Expr.div(real(1), local("sum"))),
                columns(y, width, Expr.mul(load(y, T, C), local("scale"))));
        return rows("softmax" + width, "y = exp(x - max(x)) / sum", out, op.in(), x, y, row, context);
    }

    /** {@code x / max(|x|, 1e-12)}. */
    static Lowered normalize(Value out, Op.Normalize op, LoweringContext context) {
        int width = out.type().last();
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        Statement row = For.parallel(
                "t",
                context.count(out),
                new Statement.Reduce(
                        "squares", Combine.SUM, "c", Index.of(width), Expr.mul(load(x, T, C), load(x, T, C))),
                new Statement.Let(
                        "length",
                        Expr.max(new Expr.Unary(Expr.UnaryOp.SQRT, local("squares")), real(Op.Normalize.SHORTEST))),
                columns(y, width, Expr.div(load(x, T, C), local("length"))));
        return rows("normalize" + width, "y = x / max(|x|, 1e-12)", out, op.in(), x, y, row, context);
    }

    /** {@code function(x)}. */
    static Lowered activate(Value out, Op.Activate op, LoweringContext context) {
        String function = LinearLoops.camel(op.function());
        return each(
                Character.toLowerCase(function.charAt(0))
                        + function.substring(1)
                        + out.type().last(),
                "y = " + op.function().name().toLowerCase(java.util.Locale.ROOT) + "(x)",
                out,
                op.in(),
                context,
                value -> Functions.apply(op.function(), value));
    }

    /** {@code x}, at another place. */
    static Lowered copy(Value out, Value in, LoweringContext context) {
        return each("copy" + out.type().last(), "y = x", out, in, context, value -> value);
    }

    private static Lowered each(
            String name,
            String formula,
            Value out,
            Value in,
            LoweringContext context,
            java.util.function.UnaryOperator<Expr> function) {
        Buffer x = context.rows("x", in);
        Buffer y = context.rows("y", out);
        Statement row =
                For.parallel("t", context.count(out), columns(y, out.type().last(), function.apply(load(x, T, C))));
        return rows(name, formula, out, in, x, y, row, context);
    }

    /** {@code x + bias}. */
    static Lowered addBias(Value out, Op.AddBias op, LoweringContext context) {
        Buffer x = context.rows("x", op.in());
        Buffer b = Buffer.vector("bias", Space.WEIGHT);
        Buffer y = context.rows("y", out);
        int width = out.type().last();
        Statement row = For.parallel("t", context.count(out), columns(y, width, Expr.add(load(x, T, C), load(b, C))));
        return new Lowered(
                new Kernel(
                        "addBias" + width + context.suffix(op.in(), out),
                        "y = x + b",
                        List.of(x, b, y),
                        List.of(),
                        row),
                List.of(Lowered.value(op.in()), vector(op.bias()), Lowered.value(out)));
    }

    /** {@code x + r}. */
    static Lowered add(Value out, Op.Add op, LoweringContext context) {
        Buffer x = context.rows("x", op.left());
        Buffer r = context.rows("r", op.right());
        Buffer y = context.rows("y", out);
        int width = out.type().last();
        Statement row =
                For.parallel("t", context.count(out), columns(y, width, Expr.add(load(x, T, C), load(r, T, C))));
        return new Lowered(
                new Kernel(
                        "add" + width + context.suffix(op.left(), out)
                                + context.suffix(op.right(), op.right()).replace("PerSequence", ""),
                        "y = x + r",
                        List.of(x, r, y),
                        List.of(),
                        row),
                List.of(Lowered.value(op.left()), Lowered.value(op.right()), Lowered.value(out)));
    }

    /** {@code y[t] = value}, column by column. */
    private static Statement columns(Buffer y, int width, Expr value) {
        return For.parallel("c", Index.of(padded(width)), new Statement.Store(y, List.of(T, C), value));
    }

    private static Lowered rows(
            String name,
            String formula,
            Value out,
            Value in,
            Buffer x,
            Buffer y,
            Statement row,
            LoweringContext context) {
        String shape = "(" + context.symbol(out) + "," + out.type().last() + ")";
        return new Lowered(
                new Kernel(
                        name + context.suffix(in, out),
                        formula + "      x " + shape + " -> y " + shape,
                        List.of(x, y),
                        List.of(),
                        row),
                List.of(Lowered.value(in), Lowered.value(out)));
    }
}
