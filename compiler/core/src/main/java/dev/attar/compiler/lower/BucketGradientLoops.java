package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.AttentionBlocks.I;
import static dev.attar.compiler.lower.AttentionBlocks.J;
import static dev.attar.compiler.lower.AttentionBlocks.LOG2_E;
import static dev.attar.compiler.lower.Rows.PAD;
import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The derivative by relative buckets, a table for each sequence: derivatives of scores as for the gradient of the query, then their sums
 * by the distance of key and query, then the sums of these by bucket, whose distances lie side by side:
 *
 * <pre>
 *   diagonal   0        …   n-1         …   2n-2
 *   offset     -(n-1)   …   0, itself   …   n-1        of a sequence of n tokens
 * </pre>
 *
 * <p>Numerics: a distance is a chain of additions through the queries in order, a bucket a row reduction of its distances.
 */
final class BucketGradientLoops {
    /** Buckets of a phase: a phase is a method, and methods are short. */
    private static final int TOGETHER = 16;

    private final AttentionOp.BucketGradient op;
    private final AttentionBlocks blocks;
    private final Index count;
    private final Buffer diagonals;

    private BucketGradientLoops(AttentionOp.BucketGradient op, LoweringContext context) {
        this.op = op;
        this.blocks =
                new AttentionBlocks(op.of().form(), op.of().query(), op.of().key(), false, context);
        this.count = blocks.columns.count();
        this.diagonals = blocks.working(
                Buffer.vector("diagonals", Space.SCRATCH),
                blocks.columns.longest().times(2).plus(PAD));
    }

    static Lowered lower(Value out, AttentionOp.BucketGradient op, LoweringContext context) {
        return new BucketGradientLoops(op, context).lower(out);
    }

    private Lowered lower(Value out) {
        AttentionOp.Recomputed of = op.of();
        Buffer q = blocks.buffer("q", of.query());
        Buffer k = blocks.buffer("k", of.key());
        Buffer v = blocks.buffer("v", of.value());
        Buffer g = blocks.buffer("g", of.gradient());
        Buffer sums = blocks.buffer("sums", of.logSum());
        Buffer dots = blocks.buffer("dots", of.dots());
        Buffer y = blocks.buffer("y", out);
        Buffer keys = blocks.turned("kt", k, blocks.keyChannel());
        Buffer values = blocks.turned("vt", v, blocks.keyChannel());
        Buffer p = blocks.square("p");
        Buffer ds = blocks.square("ds");
        Optional<Dropping> dropping = of.dropping();
        Buffer mask = dropping.isPresent() ? blocks.square("mask") : ds;
        SeenKeys seen = SeenKeys.of(blocks.form.mask(), I, count);
        blocks.phases.add(new Phase(
                "Clear",
                "diagonals = 0",
                For.parallel("j", count.times(2), new Store(diagonals, List.of(J), real(0)))));
        blocks.scores("p = q kt", p, q, keys, seen, blocks.channel());
        blocks.product("Shares", "ds = g vt", ds, g, values, "other", seen, blocks.channel());
        List<Statement> row = new ArrayList<>();
        row.add(new Let("shift", Expr.mul(load(sums, blocks.rows.row(I), blocks.head()), real(-LOG2_E))));
        row.add(new Let("dot", load(dots, blocks.rows.row(I), blocks.head())));
        dropping.ifPresent(d -> row.add(DropoutLoops.draw(
                d, mask, List.of(I, Index.ZERO), seen.to(), false, Index.ZERO, blocks.rows.row(I), blocks.head())));
        Expr ofShare = dropping.isPresent() ? Expr.mul(load(ds, I, J), load(mask, I, J)) : load(ds, I, J);
        Expr share = blocks.power(load(p, I, J), local("shift"));
        row.add(AttentionBlocks.each(ds, I, seen.from(), seen.to(), Expr.mul(share, Expr.sub(ofShare, local("dot")))));
        blocks.phases.add(new Phase(
                "Softmax",
                "ds = p (ds - dots), p = e^(p - sums)",
                For.parallel("i", blocks.rows.count(), row.toArray(Statement[]::new))));
        diagonals(ds, seen);
        buckets(y);
        return blocks.lowered(
                "attentionBucketGradient",
                "y = ds by bucket, the derivative of attention by its biases",
                out,
                dropping,
                true);
    }

    /** With the block of rows that the derivatives are made for: they are needed no longer. */
    private void diagonals(Buffer ds, SeenKeys seen) {
        Index at = J.minus(I).plus(count).plus(-1);
        blocks.phases.add(new Phase(
                "Diagonals",
                "diagonals = the sums of ds by distance",
                // Rows of a block of phases go one after another in every schedule, and here they have to.
                For.parallel(
                        "i",
                        blocks.rows.count(),
                        new For(
                                "j",
                                seen.first(),
                                seen.end(),
                                1,
                                Order.PARALLEL,
                                new Store(diagonals, List.of(at), Expr.add(load(diagonals, at), load(ds, I, J)))))));
    }

    private void buckets(Buffer y) {
        List<Statement> sums = new ArrayList<>();
        int buckets = op.bias().buckets();
        for (int bucket = 0; bucket < buckets; bucket++) {
            sums.addAll(bucket(y, bucket));
            if (sums.size() == 2 * TOGETHER || bucket == buckets - 1) {
                blocks.phases.add(new Phase(
                        "Buckets" + bucket / TOGETHER,
                        "y = the sums of diagonals by bucket",
                        For.parallel("all", Index.of(1), sums.toArray(Statement[]::new))));
                sums.clear();
            }
        }
    }

    /** The sum of a bucket's distances, and where it goes. */
    private List<Statement> bucket(Buffer y, int bucket) {
        ScoreBias.Relative bias = op.bias();
        List<Integer> begins = bias.begins();
        int ofWay = bucket % begins.size();
        boolean after = bucket >= begins.size();
        int begin = begins.get(ofWay);
        Index end = ofWay + 1 < begins.size() ? Index.smaller(Index.of(begins.get(ofWay + 1)), count) : count;
        Index first;
        Index many;
        if (after) { // the key itself is in the buckets before it
            int least = Math.max(1, begin);
            first = count.plus(least - 1L);
            many = end.minus(Index.of(least));
        } else if (bucket == 0 && !bias.bothWays()) { // keys behind the query count as distance 0
            first = count.minus(end);
            many = end.plus(count).plus(-1);
        } else {
            first = count.minus(end);
            many = end.minus(Index.of(begin));
        }
        Index least = Index.smaller(many.times(-1), Index.ZERO).times(-1); // 0 where the sequence is too short
        String name = "sum" + bucket;
        return List.of(
                new Statement.Reduce(name, Combine.SUM, "j", least, load(diagonals, first.plus(J))),
                new Store(
                        y,
                        List.of(
                                var("s"),
                                blocks.head()
                                        .plus((long) bucket * op.of().form().heads())),
                        local(name)));
    }
}
