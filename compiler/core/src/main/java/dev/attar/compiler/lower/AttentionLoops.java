package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.PAD;
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
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.lower.Chains.Range;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention: for each sequence and head {@code y = softmax(scale q k^T) v} over the keys that the mask lets a query see, in five
 * nests: the keys turned so that a row of them is a channel; the values of the head side by side, because in the rows they come from
 * each is in a page of its own; the scores; their softmax; the mix of the values.
 *
 * <p>Masks are bounds of loops. Scores are made for whole vectors; what a query does not see of them becomes minus infinity before
 * the softmax, whose power is exactly 0, and the scores of all other keys become 0, because a schedule that mixes several rows at once
 * goes for each of them as far as the one that sees most.
 *
 * <p>Numerics: scores and mix are chains of fused multiply-adds (over the channels, over the tokens, in order); the row is
 * divided by its sum at the end. The scale is part of what makes powers of two of powers of e. That the largest score is
 * scaled with a rounding of its own changes all terms of a row by one factor, which the division takes away. Nothing depends on
 * the other sequences of the batch.
 *
 * <p>Source: Vaswani et al. 2017, sections 3.2.1 to 3.2.3; groups: Ainslie et al. 2023, section 2.2.
 */
final class AttentionLoops {
    private static final Index I = var("i");
    private static final Index J = var("j");
    private static final Index D = var("d");
    private static final Index LENGTH = var("length");
    private static final Index TOKEN = var("start").plus(I);
    private static final Index OTHER = var("start").plus(J);

    private final Value out;
    private final Op.Attention op;
    private final LoweringContext context;
    private final int width;
    private final SeenKeys seen;
    private final Buffer q;
    private final Buffer k;
    private final Buffer v;
    private final Buffer y;
    private final Buffer turned;
    private final Buffer gathered;
    private final Buffer scores;
    private final Buffer inverse;

    private AttentionLoops(Value out, Op.Attention op, LoweringContext context) {
        Index longest = var(Sizes.LONGEST);
        this.out = out;
        this.op = op;
        this.context = context;
        this.width = op.headWidth();
        this.seen = SeenKeys.of(op.mask(), I, LENGTH);
        this.q = context.rows("q", op.query());
        this.k = context.rows("k", op.key());
        this.v = context.rows("v", op.value());
        this.y = context.rows("y", out);
        this.turned = new Buffer("kt", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.gathered = new Buffer("vh", Space.SCRATCH, List.of(Index.of(Rows.padded(width)), Index.of(1)));
        this.scores = new Buffer("p", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
    }

    static Lowered lower(Value out, Op.Attention op, LoweringContext context) {
        return new AttentionLoops(out, op, context).lowered();
    }

    private Lowered lowered() {
        Index longest = var(Sizes.LONGEST);
        return new Lowered(
                new Kernel(
                        name(),
                        comment(),
                        List.of(q, k, v, y),
                        List.of(
                                new Kernel.Scratch(turned, longest.times(width)),
                                new Kernel.Scratch(gathered, longest.times(Rows.padded(width))),
                                new Kernel.Scratch(scores, longest.times(longest)),
                                new Kernel.Scratch(inverse, longest)),
                        SequenceLoops.eachSequence(eachHead(phases()))),
                List.of(
                        Lowered.value(op.query()),
                        Lowered.value(op.key()),
                        Lowered.value(op.value()),
                        Lowered.value(out)));
    }

    private Statement phases() {
        return Statement.block(
                new Phase("Turn", "kt = k^T      k (length," + width + ") -> kt (" + width + ",length)", turn()),
                new Phase("Gather", "vh = v      v (length," + width + ") -> vh (length," + width + ")", gather()),
                new Phase("Scores", "p = q kt      -> p (rows,length)", score()),
                new Phase("Softmax", "p = e^((p - max(p))" + scaled() + "), inverse = 1 / sum(p)", softmax()),
                new Phase("Mix", "y = p vh * inverse      -> y (rows," + width + ")", mix()));
    }

    // ---- heads ----

    private boolean isGrouped() {
        return op.groups() != op.heads();
    }

    private int headsOfGroup() {
        return op.heads() / op.groups();
    }

    private Statement eachHead(Statement body) {
        return isGrouped() ? tasks("g", op.groups(), tasks("m", headsOfGroup(), body)) : tasks("h", op.heads(), body);
    }

    private static Statement tasks(String index, int count, Statement body) {
        return new For(index, Index.ZERO, Index.of(count), 1, Order.TASKS, body);
    }

    /** A channel of the head, in rows of queries and results. */
    private Index channel() {
        Index head = isGrouped() ? var("g").times(headsOfGroup()).plus(var("m")) : var("h");
        return head.times(width).plus(D);
    }

    /** A channel of the head in rows of keys and values, where heads of a group share one. */
    private Index keyChannel() {
        return var(isGrouped() ? "g" : "h").times(width).plus(D);
    }

    // ---- nests ----

    private Statement turn() {
        return copied(turned, List.of(D, J), k);
    }

    private Statement gather() {
        return copied(gathered, List.of(J, D), v);
    }

    private Statement copied(Buffer to, List<Index> at, Buffer from) {
        return For.parallel(
                "j",
                LENGTH,
                For.parallel("d", Index.of(width), new Statement.Store(to, at, load(from, OTHER, keyChannel()))));
    }

    private Statement score() {
        return For.parallel(
                "i",
                LENGTH,
                Chains.over(
                        new Range("j", seen.from(), seen.to()),
                        real(0),
                        new Range("d", Index.of(width)),
                        load(q, TOKEN, channel()),
                        load(turned, D, J),
                        store(local("c"))));
    }

    private Statement softmax() {
        return For.parallel(
                "i",
                LENGTH,
                (op.mask() instanceof Mask.None ? powersOfAll() : powersOfSeen()).toArray(Statement[]::new));
    }

    private List<Statement> powersOfAll() {
        return List.of(
                new Statement.Reduce("largest", Combine.LARGEST, "j", LENGTH, load(scores, I, J)),
                shift(),
                each(Index.ZERO, Index.roundUp(LENGTH, PAD), power()),
                new Statement.Reduce("sum", Combine.SUM, "j", LENGTH, load(scores, I, J)),
                new Statement.Store(inverse, List.of(I), Expr.div(real(1), local("sum"))));
    }

    /** The softmax of one row in whole vectors, where only the keys that are seen count. */
    private List<Statement> powersOfSeen() {
        Index many = seen.to().minus(seen.from());
        Expr score = load(scores, I, seen.from().plus(J));
        Expr hidden = real(Combine.LARGEST.neutral());
        List<Statement> row = new ArrayList<>();
        if (isBanded()) row.add(each(seen.from(), seen.first(), hidden));
        row.add(each(seen.end(), seen.to(), hidden));
        row.add(new Statement.Reduce("largest", Combine.LARGEST, "j", many, score));
        row.add(shift());
        row.add(each(seen.from(), seen.to(), power()));
        row.add(new Statement.Reduce("sum", Combine.SUM, "j", many, score));
        row.add(new Statement.Store(inverse, List.of(I), Expr.div(real(1), local("sum"))));
        if (isBanded()) row.add(each(Index.ZERO, seen.from(), real(0)));
        row.add(each(seen.to(), Index.roundUp(LENGTH, PAD), real(0)));
        return row;
    }

    private boolean isBanded() {
        return !seen.first().equals(Index.ZERO);
    }

    private Statement shift() {
        return new Statement.Let(
                "shift", new Expr.Unary(Expr.UnaryOp.NEGATE, Expr.mul(local("largest"), real(factor()))));
    }

    private Expr power() {
        return new Expr.Call(Elementary.EXP2, new Expr.Fma(load(scores, I, J), real(factor()), local("shift")));
    }

    /** What makes the exponent of a power of two of a score. */
    private double factor() {
        return op.scale() / Math.log(2);
    }

    private Statement each(Index from, Index to, Expr value) {
        return new For("j", from, to, 1, Order.PARALLEL, store(value));
    }

    private Statement store(Expr score) {
        return new Statement.Store(scores, List.of(I, J), score);
    }

    private Statement mix() {
        return For.parallel(
                "i",
                LENGTH,
                Chains.over(
                        new Range("d", Index.of(width)),
                        real(0),
                        new Range("j", seen.first(), seen.end()),
                        load(scores, I, J),
                        load(gathered, J, D),
                        new Statement.Let("scale", load(inverse, I)),
                        new Statement.Store(y, List.of(TOKEN, channel()), Expr.mul(local("c"), local("scale")))));
    }

    // ---- words ----

    private String name() {
        String groups = isGrouped() ? "Of" + op.groups() : "";
        String mask = switch (op.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> "Causal";
            case Mask.Banded(int far, boolean causal) -> (causal ? "Causal" : "") + "Band" + far;
        };
        return "attention" + op.heads() + "x" + width + groups + mask + context.suffix(op.query(), out);
    }

    private String comment() {
        String heads = op.heads() + " heads" + (isGrouped() ? " on " + op.groups() : "");
        String mask = switch (op.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> ", causal";
            case Mask.Banded(int far, boolean causal) -> (causal ? ", causal" : "") + ", band " + far;
        };
        int all = op.heads() * width;
        String shape =
                isGrouped() ? "q (T," + all + "), k, v (T," + op.groups() * width + ")" : "q, k, v (T," + all + ")";
        return "y = softmax(q k^T" + scaled() + ") v, " + heads + mask + "      " + shape + " -> y (T," + all + ")";
    }

    private String scaled() {
        boolean usual = op.scale() == Op.Attention.usualScale(op.query(), op.heads());
        return usual ? " / sqrt(" + width + ")" : " * " + op.scale();
    }
}
