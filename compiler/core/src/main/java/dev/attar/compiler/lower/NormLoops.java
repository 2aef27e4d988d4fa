package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Norms: of whole rows, and of runs of channels, each by itself and all with the same gamma.
 *
 * <p>Numerics: sums over a run are row reductions; the variance is taken in a second pass, epsilon is inside the root, and the run is
 * multiplied by one over the root.
 */
final class NormLoops {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private NormLoops() {}

    /** Biased variance: {@code fma((x - mean) * scale, gamma, beta)}. */
    static Lowered layerNorm(Value out, Op.LayerNorm op, LoweringContext context) {
        int width = out.type().last();
        Buffer x = context.rows("x", op.in());
        Buffer gamma = Buffer.vector("gamma", Space.WEIGHT);
        Buffer beta = Buffer.vector("beta", Space.WEIGHT);
        Buffer y = context.rows("y", out);
        List<Statement> row = new ArrayList<>();
        Expr normed = centred(load(x, T, C), width, op.epsilon(), row);
        row.add(RowLoops.columns(y, width, new Expr.Fma(normed, load(gamma, C), load(beta, C))));
        String shape = "(" + context.symbol(out) + "," + width + ")";
        return new Lowered(
                new Kernel(
                        "norm" + width + context.suffix(op.in(), out),
                        "y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x " + shape + " -> y "
                                + shape,
                        List.of(x, gamma, beta, y),
                        List.of(),
                        For.parallel("t", context.count(out), row.toArray(Statement[]::new))),
                List.of(
                        Lowered.value(op.in()),
                        Lowered.vector(op.gamma()),
                        Lowered.vector(op.beta()),
                        Lowered.value(out)));
    }

    /**
     * The norms without beta: {@code x * scale * gamma} or {@code (x - mean) * scale * gamma}. Stores the channels of a run alone: behind
     * them may lie the next run, and behind those of a view other values.
     */
    static Lowered norm(Value out, NormOp op, LoweringContext context) {
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        List<Buffer> buffers = new ArrayList<>(List.of(x));
        List<Argument> arguments = new ArrayList<>(List.of(Lowered.value(op.in())));
        int runs = out.type().last() / op.width();
        Index channel = runs == 1 ? C : var("run").times(op.width()).plus(C);
        List<Statement> run = new ArrayList<>();
        Expr normed = normed(op, load(x, T, channel), run);
        if (op.gamma().isPresent()) {
            Buffer gamma = Buffer.vector("gamma", Space.WEIGHT);
            buffers.add(gamma);
            arguments.add(Lowered.vector(op.gamma().get()));
            normed = Expr.mul(normed, load(gamma, C));
        }
        run.add(For.parallel("c", Index.of(op.width()), new Statement.Store(y, List.of(T, channel), normed)));
        buffers.add(y);
        arguments.add(Lowered.value(out));
        Statement[] all = run.toArray(Statement[]::new);
        For row = For.parallel(
                "t", context.count(out), runs == 1 ? Statement.block(all) : For.parallel("run", Index.of(runs), all));
        return new Lowered(
                new Kernel(
                        name(op, runs) + context.suffix(op.in(), out),
                        comment(out, op, runs, context),
                        buffers,
                        List.of(),
                        row),
                arguments);
    }

    private static Expr normed(NormOp op, Expr x, List<Statement> run) {
        return switch (op) {
            case NormOp.RmsNorm _ -> rms(x, op.width(), op.epsilon(), run);
            case NormOp.CenteredNorm _ -> centred(x, op.width(), op.epsilon(), run);
        };
    }

    private static Expr centred(Expr x, int width, double epsilon, List<Statement> run) {
        run.add(new Statement.Reduce("sum", Combine.SUM, "c", Index.of(width), x));
        run.add(new Statement.Let("mean", Expr.div(local("sum"), real(width))));
        return rms(Expr.sub(x, local("mean")), width, epsilon, run);
    }

    /** {@code x * scale}; what makes the scale is added to the run. */
    private static Expr rms(Expr x, int width, double epsilon, List<Statement> run) {
        run.add(new Statement.Reduce("squares", Combine.SUM, "c", Index.of(width), Expr.mul(x, x)));
        Expr square = Expr.add(Expr.div(local("squares"), real(width)), real(epsilon));
        run.add(new Statement.Let("scale", Expr.div(real(1), new Expr.Unary(Expr.UnaryOp.SQRT, square))));
        return Expr.mul(x, local("scale"));
    }

    private static String name(NormOp op, int runs) {
        String kind = switch (op) {
            case NormOp.RmsNorm _ -> "rmsNorm";
            case NormOp.CenteredNorm _ -> "centeredNorm";
        };
        return kind + (runs == 1 ? "" : runs + "x") + op.width() + (op.gamma().isPresent() ? "" : "Plain");
    }

    private static String comment(Value out, NormOp op, int runs, LoweringContext context) {
        String normed = switch (op) {
            case NormOp.RmsNorm _ -> "x / sqrt(mean(x^2) + epsilon)";
            case NormOp.CenteredNorm _ -> "(x - mean(x)) / sqrt(variance(x) + epsilon)";
        };
        String shape = "(" + context.symbol(out) + "," + out.type().last() + ")";
        return "y = " + normed + (op.gamma().isPresent() ? " * gamma" : "")
                + (runs == 1 ? "" : ", each " + op.width() + " channels by themselves")
                + "      x " + shape + " -> y " + shape;
    }
}
