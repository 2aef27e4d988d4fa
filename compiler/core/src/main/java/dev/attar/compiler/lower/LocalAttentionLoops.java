package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.PAD;
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
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention within a band and to the first tokens. A query's row of scores has two parts, so that both are whole vectors: the first
 * tokens that the band does not hold, then a column for each key:
 *
 * <pre>
 *   column   0 … outside-1   outside … S-1   S+from … S+first-1   S+first … S+end-1    and up to a whole vector
 *            first tokens    hidden          hidden               the band             hidden
 * </pre>
 *
 * <p>Both are added up by themselves, then together: a tree of fixed form for each. What lies between the first tokens and the band is
 * not computed. S is the number of first tokens, rounded up to a multiple of 16.
 *
 * <p>Numerics: as {@link AttentionLoops}. Source: Beltagy, Peters and Cohan 2020, section 3.1.
 */
final class LocalAttentionLoops {
    private static final Index I = var("i");
    private static final Index J = var("j");
    private static final Index D = var("d");
    private static final Index LENGTH = var("length");
    private static final Index TOKEN = var("start").plus(I);

    private final Value out;
    private final GlobalOp.Local op;
    private final LoweringContext context;
    private final AttentionHeads heads;
    private final int width;
    /** S: where the columns of the band begin. */
    private final int shift;

    private final Index longest;
    private final SeenKeys band;
    /** How many of the first tokens a query sees besides its band. */
    private final Index outside;

    private final Buffer q;
    private final Buffer k;
    private final Buffer v;
    private final Buffer y;
    private final Buffer turned;
    private final Buffer gathered;
    private final Buffer scores;
    private final Buffer inverse;

    private LocalAttentionLoops(Value out, GlobalOp.Local op, LoweringContext context) {
        this.out = out;
        this.op = op;
        this.context = context;
        this.heads = AttentionHeads.of(op.plain());
        this.width = op.headWidth();
        this.shift = padded(op.first());
        this.longest = var(context.axis(out).longest());
        this.band = SeenKeys.of(new Mask.Banded(op.band(), false), I, LENGTH);
        this.outside = Index.smaller(Index.of(op.first()), band.first());
        this.q = context.rows("q", op.query());
        this.k = context.rows("k", op.key());
        this.v = context.rows("v", op.value());
        this.y = context.rows("y", out);
        this.turned = new Buffer("kt", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.gathered = Buffer.rows("vh", Space.SCRATCH, padded(width));
        this.scores = new Buffer("p", Space.SCRATCH, List.of(longest.plus(shift), Index.of(1)));
        this.inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
    }

    static Lowered lower(Value out, GlobalOp.Local op, LoweringContext context) {
        return new LocalAttentionLoops(out, op, context).lowered();
    }

    private Lowered lowered() {
        String rows = context.axis(out).rows();
        Kernel kernel = new Kernel(
                "attention" + op.heads() + "x" + width + (op.groups() == op.heads() ? "" : "Of" + op.groups()) + "Band"
                        + op.band() + "First" + op.first() + context.suffix(op.query(), out),
                "y = softmax(q k^T * " + op.scale() + ") v, " + op.heads() + " heads, band " + op.band()
                        + " and the first " + op.first() + " tokens      q, k, v (" + rows + ","
                        + op.type().last()
                        + ") -> y (" + rows + "," + op.type().last() + ")",
                List.of(q, k, v, y),
                List.of(
                        new Kernel.Scratch(turned, longest.times(width)),
                        new Kernel.Scratch(gathered, longest.times(padded(width))),
                        new Kernel.Scratch(scores, longest.times(longest.plus(shift))),
                        new Kernel.Scratch(inverse, longest)),
                SequenceLoops.eachSequence(context.axis(out), heads.each(phases())));
        return new Lowered(
                kernel,
                List.of(
                        Lowered.value(op.query()),
                        Lowered.value(op.key()),
                        Lowered.value(op.value()),
                        Lowered.value(out)));
    }

    private Statement phases() {
        SeenKeys first = new SeenKeys(Index.ZERO, outside);
        return Statement.block(List.of(
                new Phase("Turn", "kt = k^T", heads.copied(turned, List.of(D, J), k)),
                new Phase("Gather", "vh = v", heads.copied(gathered, List.of(J, D), v)),
                new Phase("First", "p = q kt, of the first tokens", score("j", first, J)),
                new Phase(
                        "Scores",
                        "p behind = q kt, of the band",
                        score("key", band, var("key").plus(shift))),
                new Phase(
                        "Softmax",
                        "p = e^((p - max(p)) * scale), inverse = 1 / sum(p)",
                        For.parallel("i", LENGTH, softmax().toArray(Statement[]::new))),
                new Phase("MixFirst", "y = p vh, of the first tokens", mix("d", first, J, real(0), local(Product.SUM))),
                new Phase(
                        "Mix",
                        "y = (y + p behind vh) * inverse",
                        mix(
                                "channel",
                                band,
                                J.plus(shift),
                                load(y, TOKEN, heads.channel(var("channel"))),
                                Expr.mul(local(Product.SUM), load(inverse, I))))));
    }

    /** @param column of the scores, for the key that the index {@code name} is */
    private Statement score(String name, SeenKeys seen, Index column) {
        return new Product(
                new Range("i", LENGTH),
                new Range(name, seen.from(), seen.to()),
                new Range("d", Index.of(width)),
                real(0),
                load(q, TOKEN, heads.channel(D)),
                load(turned, D, var(name)),
                new Statement.Store(scores, List.of(I, column), local(Product.SUM)));
    }

    // ---- softmax ----

    private List<Statement> softmax() {
        double factor = op.scale() / Math.log(2);
        Index from = band.from().plus(shift);
        Index to = band.to().plus(shift);
        Index many = band.to().minus(band.from());
        Expr hidden = real(Combine.LARGEST.neutral());
        Expr power = new Expr.Call(Elementary.EXP2, new Expr.Fma(load(scores, I, J), real(factor), local("offset")));
        List<Statement> row = new ArrayList<>();
        row.add(each(outside, Index.of(shift), hidden));
        row.add(each(from, band.first().plus(shift), hidden));
        row.add(each(band.end().plus(shift), to, hidden));
        row.add(new Statement.Reduce("largestOfFirst", Combine.LARGEST, "j", Index.of(shift), load(scores, I, J)));
        row.add(new Statement.Reduce("largest", Combine.LARGEST, "j", many, load(scores, I, from.plus(J))));
        row.add(new Statement.Let(
                "offset",
                new Expr.Unary(
                        Expr.UnaryOp.NEGATE,
                        Expr.mul(Expr.max(local("largest"), local("largestOfFirst")), real(factor)))));
        row.add(each(Index.ZERO, Index.of(shift), power));
        row.add(each(from, to, power));
        row.add(new Statement.Reduce("sumOfFirst", Combine.SUM, "j", Index.of(shift), load(scores, I, J)));
        row.add(new Statement.Reduce("sum", Combine.SUM, "j", many, load(scores, I, from.plus(J))));
        row.add(new Statement.Store(
                inverse, List.of(I), Expr.div(real(1), Expr.add(local("sumOfFirst"), local("sum")))));
        // A schedule that mixes several rows at once goes as far as the one that sees most.
        row.add(each(Index.of(shift), from, real(0)));
        row.add(each(to, Index.roundUp(LENGTH, PAD).plus(shift), real(0)));
        return row;
    }

    private Statement each(Index from, Index to, Expr value) {
        return new For("j", from, to, 1, Order.PARALLEL, new Statement.Store(scores, List.of(I, J), value));
    }

    // ---- mix ----

    /**
     * @param name of the index of channels
     * @param column of the scores, for key j
     */
    private Statement mix(String name, SeenKeys seen, Index column, Expr initial, Expr result) {
        Index channel = var(name);
        return new Product(
                new Range("i", LENGTH),
                new Range(name, Index.of(width)),
                new Range("j", seen.first(), seen.end()),
                initial,
                load(scores, I, column),
                load(gathered, J, channel),
                new Statement.Store(y, List.of(TOKEN, heads.channel(channel)), result));
    }
}
