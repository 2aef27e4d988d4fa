package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Draw;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Dropout: rows of zeros and of what is left, drawn by the place of each number, times the rows. Its own derivative. */
final class DropoutLoops {
    private static final Index T = var("t");
    private static final Index C = var("c");

    private DropoutLoops() {}

    /** {@code y = x m}. */
    static Lowered lower(Value out, DropoutOp op, LoweringContext context) {
        int width = out.type().last();
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        Buffer mask = Buffer.vector("mask", Space.SCRATCH);
        Index rows = context.count(out);
        Statement draw =
                draw(op.dropping(), mask, List.of(Index.ZERO), Index.of(width), false, Index.ZERO, T, Index.ZERO);
        Statement row =
                For.parallel("c", Index.of(width), new Store(y, List.of(T, C), Expr.mul(load(x, T, C), load(mask, C))));
        List<Statement> task = new ArrayList<>();
        task.add(new LetIndex("last", Index.smaller(var("first").plus(Rows.PAD), rows)));
        task.addAll(seeds(op.dropping(), out, context));
        task.add(new For("t", var("first"), var("last"), 1, Order.PARALLEL, Statement.block(draw, row)));
        Statement body = new For(
                "first", Index.ZERO, Index.roundUp(rows, Rows.PAD), Rows.PAD, Order.TASKS, Statement.block(task));
        String shape = "(" + context.symbol(out) + "," + width + ")";
        return new Lowered(
                new Kernel(
                        "dropout" + width + "Site"
                                + Integer.toUnsignedString(op.dropping().number()) + context.suffix(op.in(), out),
                        "y = x m, m = 0 with probability " + op.dropping().rate() + ", site "
                                + op.dropping().site() + "      x " + shape + " -> y " + shape,
                        List.of(x, y),
                        List.of(new Kernel.Scratch(mask, Index.of(padded(width)))),
                        body),
                List.of(Lowered.value(op.in()), Lowered.value(out)));
    }

    /**
     * The words of the key, and how many rows went before this call.
     *
     * @param rows the value by whose rows numbers are drawn
     */
    static List<LetIndex> seeds(Dropping dropping, Value rows, LoweringContext context) {
        Index.Array seed = context.array(dropping.seed());
        int before = Dropping.before(rows.type().ragged());
        return List.of(
                new LetIndex("key0", Index.element(seed, Index.of(0))),
                new LetIndex("key1", Index.element(seed, Index.of(1))),
                new LetIndex("before", Index.element(seed, Index.of(before))));
    }

    /** @param row of this call */
    static Draw draw(
            Dropping dropping,
            Buffer to,
            List<Index> at,
            Index count,
            boolean alongRows,
            Index column,
            Index row,
            Index head) {
        return new Draw(
                to,
                at,
                count,
                alongRows,
                column,
                var("before").plus(row),
                dropping.number(),
                var(Sizes.LAYER).times(1 << 16).plus(head),
                var("key0"),
                var("key1"),
                dropping.threshold(),
                (float) (1 / (1 - dropping.rate())));
    }
}
