package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.AttentionBlocks.I;
import static dev.attar.compiler.lower.AttentionBlocks.J;
import static dev.attar.compiler.lower.AttentionBlocks.LOG2_E;
import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backward pass of attention, for each sequence and head: scores and shares of a block of rows are made again from query, key and
 * the log-sum-exp of each row, and live no longer than the block. Rows are queries for the gradient of the query, and keys for that
 * of key and value, where the heads of a group follow one another and add up.
 *
 * <p>Numerics: scores are the chains of the forward pass, so shares are made of the same bits; sums over keys, over queries and over
 * the heads of a group are chains in their order.
 *
 * <p>Source: Dao, Fu, Ermon, Rudra and Ré 2022, appendix B.4.
 */
final class AttentionGradientLoops {

    private final AttentionBlocks blocks;

    private AttentionGradientLoops(AttentionBlocks blocks) {
        this.blocks = blocks;
    }

    // ---- log-sum-exp ----

    static Lowered logSum(Value out, AttentionOp.LogSum op, LoweringContext context) {
        return new AttentionGradientLoops(new AttentionBlocks(op.form(), op.query(), op.key(), false, context))
                .logSum(out, op);
    }

    private Lowered logSum(Value out, AttentionOp.LogSum op) {
        Buffer q = blocks.buffer("q", op.query());
        Buffer k = blocks.buffer("k", op.key());
        Buffer y = blocks.buffer("y", out);
        Buffer turned = blocks.turned("kt", k, blocks.keyChannel());
        Buffer scores = blocks.square("p");
        SeenKeys seen = SeenKeys.of(blocks.form.mask(), I, blocks.columns.count());
        blocks.scores("p = q kt", scores, q, turned, seen, blocks.channel());
        Index many = seen.to().minus(seen.from());
        Expr score = load(scores, I, seen.from().plus(J));
        boolean all = blocks.form.mask() instanceof Mask.None;
        Index count = all ? blocks.columns.count() : many;
        List<Statement> row = new ArrayList<>();
        if (!all) {
            row.add(AttentionBlocks.each(scores, I, seen.from(), seen.first(), real(Combine.LARGEST.neutral())));
            row.add(AttentionBlocks.each(scores, I, seen.end(), seen.to(), real(Combine.LARGEST.neutral())));
        }
        row.add(new Statement.Reduce("largest", Combine.LARGEST, "j", count, score));
        row.add(new Let(
                "shift", new Expr.Unary(Expr.UnaryOp.NEGATE, Expr.mul(local("largest"), real(blocks.factor())))));
        row.add(new Statement.Reduce("sum", Combine.SUM, "j", count, blocks.power(score, local("shift"))));
        row.add(new Store(
                y,
                List.of(blocks.rows.row(I), blocks.head()),
                new Expr.Fma(local("largest"), real(blocks.scale()), new Expr.Call(Elementary.LOG, local("sum")))));
        blocks.phases.add(new Phase(
                "Sums",
                "y = largest + log(sum of e^(p - largest))",
                For.parallel("i", blocks.rows.count(), row.toArray(Statement[]::new))));
        return blocks.lowered(
                "attentionLogSum",
                "y = log(sum of e^(q k^T scale)), what attention's derivative needs of its rows",
                out,
                Optional.empty(),
                true);
    }

    // ---- by the query ----

    static Lowered query(Value out, AttentionOp.QueryGradient op, LoweringContext context) {
        return new AttentionGradientLoops(new AttentionBlocks(
                        op.of().form(), op.of().query(), op.of().key(), false, context))
                .query(out, op.of());
    }

    private Lowered query(Value out, AttentionOp.Recomputed of) {
        Buffer q = blocks.buffer("q", of.query());
        Buffer k = blocks.buffer("k", of.key());
        Buffer v = blocks.buffer("v", of.value());
        Buffer g = blocks.buffer("g", of.gradient());
        Buffer sums = blocks.buffer("sums", of.logSum());
        Buffer dots = blocks.buffer("dots", of.dots());
        Buffer y = blocks.buffer("y", out);
        Buffer keys = blocks.turned("kt", k, blocks.keyChannel());
        Buffer values = blocks.turned("vt", v, blocks.keyChannel());
        Buffer near = blocks.gathered("kh", k, blocks.keyChannel());
        Buffer p = blocks.square("p");
        Buffer ds = blocks.square("ds");
        Optional<Dropping> dropping = of.dropping();
        Buffer mask = dropping.isPresent() ? blocks.square("mask") : ds;
        SeenKeys seen = SeenKeys.of(blocks.form.mask(), I, blocks.columns.count());
        blocks.scores("p = q kt", p, q, keys, seen, blocks.channel());
        blocks.product("Shares", "ds = g vt", ds, g, values, "other", seen, blocks.channel());
        List<Statement> row = new ArrayList<>();
        row.add(new Let("shift", Expr.mul(load(sums, blocks.rows.row(I), blocks.head()), real(-LOG2_E))));
        row.add(new Let("dot", load(dots, blocks.rows.row(I), blocks.head())));
        dropping.ifPresent(d -> row.add(DropoutLoops.draw(
                d, mask, List.of(I, Index.ZERO), seen.to(), false, Index.ZERO, blocks.rows.row(I), blocks.head())));
        Expr share = blocks.power(load(p, I, J), local("shift"));
        Expr ofShare = dropping.isPresent() ? Expr.mul(load(ds, I, J), load(mask, I, J)) : load(ds, I, J);
        Expr score = Expr.mul(Expr.mul(share, real(blocks.form.scale())), Expr.sub(ofShare, local("dot")));
        row.add(AttentionBlocks.each(ds, I, seen.from(), seen.to(), score));
        blocks.hide(row, ds, I, seen);
        blocks.phases.add(new Phase(
                "Softmax",
                "ds = p (ds - dots) scale, p = e^(p scale - sums)",
                For.parallel("i", blocks.rows.count(), row.toArray(Statement[]::new))));
        blocks.mix("Mix", "y = ds kh", y, ds, near, "d", seen, blocks.channel(), false);
        return blocks.lowered(
                "attentionQueryGradient", "y = ds k, the derivative of attention by q", out, dropping, true);
    }

    // ---- by key and value ----

    static Lowered keyValue(Value out, AttentionOp.KeyValueGradient op, LoweringContext context) {
        return new AttentionGradientLoops(new AttentionBlocks(
                        op.of().form(), op.of().query(), op.of().key(), true, context))
                .keyValue(out, op.of());
    }

    private Lowered keyValue(Value out, AttentionOp.Recomputed of) {
        Buffer q = blocks.buffer("q", of.query());
        Buffer k = blocks.buffer("k", of.key());
        Buffer v = blocks.buffer("v", of.value());
        Buffer g = blocks.buffer("g", of.gradient());
        Buffer sums = blocks.buffer("sums", of.logSum());
        Buffer dots = blocks.buffer("dots", of.dots());
        Buffer y = blocks.buffer("y", out);
        SeenKeys seen = queries();
        Buffer queries = blocks.turned("qt", q, blocks.channel());
        Buffer gradients = blocks.turned("gt", g, blocks.channel());
        Buffer nearQueries = blocks.gathered("qh", q, blocks.channel());
        Buffer nearGradients = blocks.gathered("gh", g, blocks.channel());
        Buffer shifts = blocks.row("shift");
        Buffer dot = blocks.row("dot");
        blocks.phases.add(new Phase(
                "Rows",
                "shift = -sums / log(2), dot = dots, of the head",
                For.parallel(
                        "j",
                        blocks.columns.count(),
                        new Store(
                                shifts,
                                List.of(J),
                                Expr.mul(load(sums, blocks.columns.row(J), blocks.head()), real(-LOG2_E))),
                        new Store(dot, List.of(J), load(dots, blocks.columns.row(J), blocks.head())))));
        Buffer p = blocks.square("p");
        Buffer ds = blocks.square("ds");
        Optional<Dropping> dropping = of.dropping();
        Buffer mask = dropping.isPresent() ? blocks.square("mask") : ds;
        blocks.scores("p = k qt", p, k, queries, seen, blocks.keyChannel());
        blocks.product("Shares", "ds = v gt", ds, v, gradients, "other", seen, blocks.keyChannel());
        List<Statement> row = new ArrayList<>();
        row.add(AttentionBlocks.each(p, I, seen.from(), seen.to(), blocks.power(load(p, I, J), load(shifts, J))));
        dropping.ifPresent(d -> row.add(DropoutLoops.draw(
                d,
                mask,
                List.of(I, Index.ZERO),
                blocks.columns.count(),
                true,
                I,
                blocks.columns.start(),
                blocks.head())));
        Expr ofShare = dropping.isPresent() ? Expr.mul(load(ds, I, J), load(mask, I, J)) : load(ds, I, J);
        Expr score = Expr.mul(Expr.mul(load(p, I, J), real(blocks.form.scale())), Expr.sub(ofShare, load(dot, J)));
        row.add(AttentionBlocks.each(ds, I, seen.from(), seen.to(), score));
        dropping.ifPresent(_ ->
                row.add(AttentionBlocks.each(p, I, seen.from(), seen.to(), Expr.mul(load(p, I, J), load(mask, I, J)))));
        blocks.hide(row, p, I, seen);
        blocks.hide(row, ds, I, seen);
        blocks.phases.add(new Phase(
                "Softmax",
                "p = e^(p scale - sums), ds = p (ds - dots) scale",
                For.parallel("i", blocks.rows.count(), row.toArray(Statement[]::new))));
        int behind = of.key().type().last();
        blocks.mix("Keys", "y = ds qh", y, ds, nearQueries, "d", seen, blocks.keyChannel(), blocks.isGrouped());
        blocks.mix(
                "Values",
                "y behind = p gh",
                y,
                p,
                nearGradients,
                "channel",
                seen,
                blocks.keyChannel().plus(behind),
                blocks.isGrouped());
        return blocks.lowered(
                "attentionKeyValueGradient",
                "y = ds^T q | p^T g, the derivatives of attention by k and v",
                out,
                dropping,
                false);
    }

    /** The queries that see the key at place i. */
    private SeenKeys queries() {
        return switch (blocks.form.mask()) {
            case Mask.None() -> new SeenKeys(Index.ZERO, blocks.columns.count());
            case Mask.Causal() -> new SeenKeys(I, blocks.columns.count());
            case Mask.Banded(int far, boolean causal) -> {
                Index first = Index.smaller(Index.of(far).minus(I), Index.ZERO).times(-1);
                yield new SeenKeys(causal ? I : first, Index.smaller(I.plus(far + 1L), blocks.columns.count()));
            }
        };
    }
}
