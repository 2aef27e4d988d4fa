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
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operations that turn each row into a row of the same width: softmax, normalisation, element by element. */
final class RowLoops {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private RowLoops() {}

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
                        Expr.max(new Expr.Unary(Expr.UnaryOp.SQRT, local("squares")), real(Op.Normalize.MIN_NORM))),
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

    /** {@code factor * x}. */
    static Lowered scale(Value out, ElementwiseOp.Scale op, LoweringContext context) {
        float factor = (float) op.factor();
        return each(
                "scale" + out.type().last(),
                "y = " + factor + " x",
                out,
                op.in(),
                context,
                value -> Expr.mul(value, real(factor)));
    }

    /** {@code x}, at another place. */
    static Lowered copy(Value out, Value in, LoweringContext context) {
        return each("copy" + out.type().last(), "y = x", out, in, context, value -> value);
    }

    private static Lowered each(
            String name, String formula, Value out, Value in, LoweringContext context, UnaryOperator<Expr> function) {
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
                List.of(Lowered.value(op.in()), Lowered.vector(op.bias()), Lowered.value(out)));
    }

    /** {@code x + r}. */
    static Lowered add(Value out, Op.Add op, LoweringContext context) {
        return both("add", "y = x + r", out, op.left(), op.right(), context, Expr::add);
    }

    /** {@code x * r}. */
    static Lowered multiply(Value out, ElementwiseOp.Multiply op, LoweringContext context) {
        return both("multiply", "y = x * r", out, op.left(), op.right(), context, Expr::mul);
    }

    private static Lowered both(
            String name,
            String formula,
            Value out,
            Value left,
            Value right,
            LoweringContext context,
            BinaryOperator<Expr> function) {
        Buffer x = context.rows("x", left);
        Buffer r = context.rows("r", right);
        Buffer y = context.rows("y", out);
        int width = out.type().last();
        Statement row =
                For.parallel("t", context.count(out), columns(y, width, function.apply(load(x, T, C), load(r, T, C))));
        return new Lowered(
                new Kernel(
                        name + width + context.suffix(left, out) + context.viewSuffix(right),
                        formula,
                        List.of(x, r, y),
                        List.of(),
                        row),
                List.of(Lowered.value(left), Lowered.value(right), Lowered.value(out)));
    }

    /** {@code y[t] = value}, column by column. */
    static Statement columns(Buffer y, int width, Expr value) {
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
