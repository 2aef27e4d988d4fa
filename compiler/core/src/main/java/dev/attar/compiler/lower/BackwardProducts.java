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
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The two products of the backward pass of a dense layer, from matrices as a trainer has them, row-major (out, in). A task has some
 * rows and some columns of the result, and goes through the terms block by block: the right operand of a block, which lies in rows
 * far apart, is put side by side first, then rows of the result go through registers.
 *
 * <pre>
 * for each block of terms
 *     near = the block's rows of the right operand, in the columns of the task
 *     for some rows, for some columns:  c = result;  for each term  c = fma(left, near, c);  result = c
 * </pre>
 *
 * <p>Numerics: each result is one chain of fused multiply-adds through all terms in order, whatever the blocks: what is put back
 * between them is what was there. The gradient of a weight begins with what it held before, so it goes on from call to call.
 */
final class BackwardProducts {
    /** Columns of a task: as many as the widest tile of registers. */
    private static final int COLUMNS = 64;

    /** Rows of a task, whichever divides them first. */
    private static final List<Integer> ROWS = List.of(120, 96, 128, 64);

    /** Tokens of a block: of both operands together they stay in the second-level cache. */
    private static final int TOKENS = 128;

    /** Output channels of a block. */
    private static final int CHANNELS = 256;

    private static final Index COLUMN = var("column");
    private static final Index BLOCK = var("block");
    private static final Index K = var("k");

    private BackwardProducts() {}

    /** {@code y = g w}: the terms are the output channels. */
    static Lowered input(Value out, GradientOp.InputGradient op, LoweringContext context) {
        int columns = op.weight().type().last();
        int channels = op.gradient().type().last();
        Buffer g = context.rows("g", op.gradient());
        Buffer w = Buffer.rows("w", Space.PARAMETER, columns);
        Buffer y = context.rows("y", out);
        Buffer near = near(columns);
        int block = Math.min(channels, CHANNELS);
        Index t = var("t");
        Index n = var("n");
        boolean whole = channels == block;
        Index terms = whole || channels % block == 0 ? Index.of(block) : var("terms");
        Index first = whole ? Index.ZERO : BLOCK;
        Expr before = whole ? real(0) : load(y, t, COLUMN.plus(K));
        List<Statement> inner = new ArrayList<>();
        if (!terms.isConstant())
            inner.add(new LetIndex("terms", least(block, Index.of(channels).minus(BLOCK))));
        inner.add(gather(near, w, "n", terms, first, columns, "near = rows of w, side by side"));
        inner.add(new Phase(
                "Tile",
                "y = y + g near",
                new Product(
                        rowsOfTask("t"),
                        new Range("k", wide(columns)),
                        new Range("n", terms),
                        before,
                        load(g, t, first.plus(n)),
                        load(near, n, K),
                        new Store(y, List.of(t, COLUMN.plus(K)), local(Product.SUM)))));
        List<Statement> task = new ArrayList<>();
        if (whole) task.addAll(inner);
        else {
            task.add(new Phase(
                    "Clear",
                    "y = 0",
                    rows("t", For.parallel("k", wide(columns), new Store(y, List.of(t, COLUMN.plus(K)), real(0))))));
            task.add(blocks(Index.of(channels), block, inner));
        }
        String symbol = context.symbol(out);
        return new Lowered(
                new Kernel(
                        "inputGradient" + channels + "x" + columns + context.suffix(op.gradient(), out),
                        "y = g w, the derivative of x w^T by x      g (" + symbol + "," + channels + "), w (" + channels
                                + "," + columns + ") -> y (" + symbol + "," + columns + ")",
                        List.of(g, w, y),
                        List.of(new Kernel.Scratch(near, Index.of((long) block * width(columns)))),
                        tasks(columns, context.count(out), 120, task)),
                List.of(
                        Lowered.value(op.gradient()),
                        new Lowered.Argument.OfParameter(op.weight(), Part.VALUE),
                        Lowered.value(out)));
    }

    /** {@code w = w + g^T x}: the terms are the tokens. */
    static Lowered weight(GradientOp.WeightGradient op, Param into, LoweringContext context) {
        int columns = op.in().type().last();
        int channels = op.gradient().type().last();
        Buffer g = context.rows("g", op.gradient());
        Buffer x = context.rows("x", op.in());
        Buffer w = Buffer.rows("w", Space.PARAMETER, columns);
        Buffer near = near(columns);
        int some = ROWS.stream().filter(r -> channels % r == 0).findFirst().orElse(Math.min(channels, ROWS.get(1)));
        Buffer left = Buffer.rows("left", Space.SCRATCH, Rows.padded(some) + Rows.PAD); // rows not whole pages apart
        Index t = var("t");
        Index n = var("n");
        Index terms = var("terms");
        Index ofTask = n.minus(var("first"));
        Index many = channels % some == 0 ? Index.of(some) : var("last").minus(var("first"));
        List<Statement> inner = List.of(
                new LetIndex("terms", least(TOKENS, context.count(op.in()).minus(BLOCK))),
                gather(near, x, "t", terms, BLOCK, columns, "near = rows of x, side by side"),
                new Phase(
                        "Left",
                        "left = columns of g, side by side",
                        For.parallel(
                                "t",
                                terms,
                                For.parallel(
                                        "n",
                                        many,
                                        new Store(
                                                left,
                                                List.of(t, n),
                                                load(
                                                        g,
                                                        BLOCK.plus(t),
                                                        var("first").plus(n)))))),
                new Phase(
                        "Tile",
                        "w = w + left^T near",
                        new Product(
                                rowsOfTask("n"),
                                new Range("k", wide(columns)),
                                new Range("t", terms),
                                load(w, n, COLUMN.plus(K)),
                                load(left, t, ofTask),
                                load(near, t, K),
                                new Store(w, List.of(n, COLUMN.plus(K)), local(Product.SUM)))));
        String symbol = context.symbol(op.in());
        return new Lowered(
                new Kernel(
                        "weightGradient" + channels + "x" + columns + context.suffix(op.gradient(), op.gradient())
                                + context.suffix(op.in(), op.in())
                                        .replace("PerSequence", "")
                                        .replace("From", "And"),
                        "w = w + g^T x, the derivative of x w^T by w      g (" + symbol + "," + channels + "), x ("
                                + symbol + "," + columns + ") -> w (" + channels + "," + columns + ")",
                        List.of(g, x, w),
                        List.of(
                                new Kernel.Scratch(near, Index.of((long) TOKENS * width(columns))),
                                new Kernel.Scratch(
                                        left, left.strides().getFirst().times(TOKENS))),
                        tasks(
                                columns,
                                Index.of(channels),
                                some,
                                List.of(blocks(context.count(op.in()), TOKENS, inner)))),
                List.of(
                        Lowered.value(op.gradient()),
                        Lowered.value(op.in()),
                        new Lowered.Argument.OfParameter(into, Part.GRADIENT)));
    }

    // ---- parts ----

    private static int width(int columns) {
        return Math.min(Rows.padded(columns), COLUMNS);
    }

    private static Buffer near(int columns) {
        return Buffer.rows("near", Space.SCRATCH, width(columns));
    }

    /** Columns of the task. */
    private static Index wide(int columns) {
        if (columns <= COLUMNS) return Index.of(columns);
        return columns % COLUMNS == 0 ? Index.of(COLUMNS) : var("wide");
    }

    private static Index least(int most, Index left) {
        return Index.smaller(Index.of(most), left);
    }

    private static Statement gather(
            Buffer near, Buffer from, String index, Index terms, Index first, int columns, String comment) {
        Index term = var(index);
        return new Phase(
                "Near",
                comment,
                For.parallel(
                        index,
                        terms,
                        For.parallel(
                                "k",
                                wide(columns),
                                new Store(near, List.of(term, K), load(from, first.plus(term), COLUMN.plus(K))))));
    }

    /** The rows of the task. */
    private static Range rowsOfTask(String index) {
        return new Range(index, var("first"), var("last"));
    }

    /** A loop over the rows of the task. */
    private static For rows(String index, Statement body) {
        return new For(index, var("first"), var("last"), 1, Order.PARALLEL, body);
    }

    private static Statement blocks(Index terms, int block, List<Statement> inner) {
        return new For("block", Index.ZERO, Index.roundUp(terms, block), block, Order.ORDERED, Statement.block(inner));
    }

    private static Statement tasks(int columns, Index rows, int some, List<Statement> body) {
        List<Statement> all = new ArrayList<>();
        all.add(new LetIndex("last", Index.smaller(var("first").plus(some), rows)));
        if (!wide(columns).isConstant())
            all.add(new LetIndex("wide", least(COLUMNS, Index.of(columns).minus(COLUMN))));
        all.addAll(body);
        return new For(
                "column",
                Index.ZERO,
                Index.roundUp(Index.of(columns), COLUMNS),
                COLUMNS,
                Order.TASKS,
                new For("first", Index.ZERO, Index.roundUp(rows, some), some, Order.TASKS, Statement.block(all)));
    }
}
