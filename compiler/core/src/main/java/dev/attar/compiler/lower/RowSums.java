package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.ParameterPlan.Part;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Set;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Statement.Var;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sums over the rows of a batch: gradients of biases, of what norms scale by, of tables, and the loss. A task has some columns.
 *
 * <p>Numerics: one chain of additions through the rows in order, which for a parameter begins with what its gradient held before.
 */
final class RowSums {
    private static final int COLUMNS = 64;
    private static final Index COLUMN = var("column");
    private static final Index AT = COLUMN.plus(var("c"));

    private RowSums() {}

    static Lowered rowSum(Value out, GradientOp.RowSum op, LoweringContext context) {
        return sum("rowSum", out, op.gradient(), op.gradient().type().last(), context);
    }

    static Lowered runSum(Value out, GradientOp.RunSum op, LoweringContext context) {
        return sum("runSum", out, op.gradient(), op.width(), context);
    }

    /** The rows of the matrix lie one behind the other, in a row as in the memory of a trainer. */
    static Lowered matrixSum(Value out, GradientOp.MatrixSum op, LoweringContext context) {
        return sum("rowSum", out, op.gradient(), op.gradient().type().last(), context);
    }

    private static Lowered sum(String name, Value out, Value gradient, int width, LoweringContext context) {
        Optional<Param> into = context.sumOf(out);
        Buffer g = context.rows("g", gradient);
        Buffer y = Buffer.vector("y", into.isPresent() ? Space.PARAMETER : Space.ACTIVATION);
        int runs = gradient.type().last() / width;
        Index run = var("run").times(width);
        Statement next = new Set("a", Expr.add(local("a"), load(g, var("t"), runs == 1 ? AT : run.plus(AT))));
        Statement all = For.ordered(
                "t",
                Index.ZERO,
                context.count(gradient),
                runs == 1 ? next : For.ordered("run", Index.ZERO, Index.of(runs), next));
        String rows = context.symbol(gradient);
        return new Lowered(
                new Kernel(
                        name
                                + (runs == 1 ? "" : runs + "x")
                                + width
                                + (into.isPresent() ? "" : "Alone")
                                + context.suffix(gradient, gradient),
                        (into.isPresent() ? "y = y + " : "y = ") + "the sum of g over rows"
                                + (runs == 1 ? "" : " and runs") + "      g (" + rows + "," + runs * width + ") -> y ("
                                + width + ")",
                        List.of(g, y),
                        List.of(),
                        columns(
                                width,
                                new Var("a", into.isPresent() ? load(y, AT) : real(0)),
                                all,
                                new Store(y, List.of(AT), local("a")))),
                List.of(
                        Lowered.value(gradient),
                        into.<Lowered.Argument>map(p -> new Lowered.Argument.OfParameter(p, Part.GRADIENT))
                                .orElseGet(() -> Lowered.value(out))));
    }

    /** Nothing where the row is that of padding: vectors have no branches, and rows are fewer than floats have integers. */
    private static Expr learned(GradientOp.EmbedGradient op, Expr gradient) {
        if (op.padding().isEmpty()) return gradient;
        Expr apart = Expr.sub(new Expr.FromIndex(var("row")), real(op.padding().get()));
        return new Expr.IfLess(Expr.mul(apart, apart), real(0.25), real(0), gradient);
    }

    /** {@code y[row(t)] = y[row(t)] + g[t]}, token after token. */
    static Lowered embed(GradientOp.EmbedGradient op, Param into, List<Step> steps, LoweringContext context) {
        int width = op.gradient().type().last();
        Buffer g = context.rows("g", op.gradient());
        Buffer y = Buffer.rows("y", Space.PARAMETER, width);
        Index.Array starts = context.axis(op.gradient()).starts();
        OptionalInt position = EmbedSums.positions(op.indices(), steps)
                .map(p -> OptionalInt.of(p.offset()))
                .orElse(OptionalInt.empty());
        Index t = var("t");
        Index row = position.isPresent()
                ? var("i").plus(position.getAsInt())
                : Index.element(context.array(op.indices()), t);
        Statement add = For.parallel(
                "c",
                wide(width),
                new Store(y, List.of(var("row"), AT), Expr.add(load(y, var("row"), AT), learned(op, load(g, t, AT)))));
        Statement all = position.isPresent()
                ? For.ordered(
                        "s",
                        Index.ZERO,
                        var(dev.attar.compiler.loops.Sizes.SEQUENCES),
                        new LetIndex("start", Index.element(starts, var("s"))),
                        new LetIndex(
                                "length",
                                Index.element(starts, var("s").plus(1)).minus(var("start"))),
                        For.ordered(
                                "i",
                                Index.ZERO,
                                var("length"),
                                new LetIndex("t", var("start").plus(var("i"))),
                                new LetIndex("row", row),
                                add))
                : For.ordered("t", Index.ZERO, context.count(op.gradient()), new LetIndex("row", row), add);
        String what = position.isPresent() ? "position" : op.indices().name();
        return new Lowered(
                new Kernel(
                        "embedGradient" + width + Character.toUpperCase(what.charAt(0))
                                + what.substring(1).replace(".", "")
                                + op.padding().map(token -> "Without" + token).orElse("")
                                + context.axisSuffix(op.gradient()),
                        "y[" + what + "] = y[" + what + "] + g, the derivative of a lookup by its table      g (T,"
                                + width + ") -> y (" + op.rows() + "," + width + ")",
                        List.of(g, y),
                        List.of(),
                        tasks(width, all)),
                List.of(Lowered.value(op.gradient()), new Lowered.Argument.OfParameter(into, Part.GRADIENT)));
    }

    private static Index wide(int width) {
        if (width <= COLUMNS) return Index.of(width);
        return width % COLUMNS == 0 ? Index.of(COLUMNS) : var("wide");
    }

    private static Statement columns(int width, Statement... each) {
        return tasks(width, For.parallel("c", wide(width), each));
    }

    private static Statement tasks(int width, Statement body) {
        List<Statement> all = new ArrayList<>();
        if (!wide(width).isConstant())
            all.add(new LetIndex(
                    "wide", Index.smaller(Index.of(COLUMNS), Index.of(width).minus(COLUMN))));
        all.add(body);
        return new For(
                "column",
                Index.ZERO,
                Index.roundUp(Index.of(width), COLUMNS),
                COLUMNS,
                Order.TASKS,
                Statement.block(all));
    }
}
