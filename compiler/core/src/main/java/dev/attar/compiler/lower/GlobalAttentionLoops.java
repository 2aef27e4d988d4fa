package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.Value;
import java.util.List;

/**
 * The first tokens of each sequence attend to all of it; the rows of the others are copied. Working memory is for as many rows of
 * scores as tokens are global, so a long sequence takes no matrix of its tokens by its tokens.
 *
 * <p>Numerics: as {@link AttentionLoops}. Source: Beltagy, Peters and Cohan 2020, section 3.1.
 */
final class GlobalAttentionLoops {
    private static final Index I = var("i");
    private static final Index J = var("j");
    private static final Index D = var("d");
    private static final Index LENGTH = var("length");
    private static final Index COUNT = var("count");
    private static final Index TOKEN = var("start").plus(I);

    private final Value out;
    private final GlobalOp.Everywhere op;
    private final LoweringContext context;
    private final AttentionHeads heads;
    private final int width;
    private final Index longest;
    private final Buffer x;
    private final Buffer q;
    private final Buffer k;
    private final Buffer v;
    private final Buffer y;
    private final Buffer turned;
    private final Buffer gathered;
    private final Buffer scores;
    private final Buffer inverse;

    private GlobalAttentionLoops(Value out, GlobalOp.Everywhere op, LoweringContext context) {
        this.out = out;
        this.op = op;
        this.context = context;
        this.heads = AttentionHeads.of(op.plain());
        this.width = op.headWidth();
        this.longest = var(context.axis(out).longest());
        this.x = context.rows("x", op.local());
        this.q = context.rows("q", op.query());
        this.k = context.rows("k", op.key());
        this.v = context.rows("v", op.value());
        this.y = context.rows("y", out);
        this.turned = new Buffer("kt", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.gathered = Buffer.rows("vh", Space.SCRATCH, padded(width));
        this.scores = new Buffer("p", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
    }

    static Lowered lower(Value out, GlobalOp.Everywhere op, LoweringContext context) {
        return new GlobalAttentionLoops(out, op, context).lowered();
    }

    private Lowered lowered() {
        String rows = context.axis(out).rows();
        Index most = Index.of(op.first());
        Statement count = new LetIndex("count", Index.smaller(most, LENGTH));
        Kernel kernel = new Kernel(
                "attention" + op.heads() + "x" + width + (op.groups() == op.heads() ? "" : "Of" + op.groups())
                        + "OfFirst" + op.first() + context.suffix(op.query(), out),
                "y = softmax(q k^T * " + op.scale() + ") v of the first " + op.first()
                        + " tokens, y = x of the others, "
                        + op.heads() + " heads      x, k, v (" + rows + ","
                        + op.type().last() + ") -> y (" + rows + ","
                        + op.type().last() + ")",
                List.of(x, q, k, v, y),
                List.of(
                        new Kernel.Scratch(turned, longest.times(width)),
                        new Kernel.Scratch(gathered, longest.times(padded(width))),
                        new Kernel.Scratch(scores, longest.times(op.first())),
                        new Kernel.Scratch(inverse, most)),
                SequenceLoops.eachSequence(context.axis(out), count, heads.each(phases())));
        return new Lowered(
                kernel,
                List.of(
                        Lowered.value(op.local()),
                        Lowered.value(op.query()),
                        Lowered.value(op.key()),
                        Lowered.value(op.value()),
                        Lowered.value(out)));
    }

    private Statement phases() {
        AttentionSoftmax softmax =
                new AttentionSoftmax(scores, inverse, SeenKeys.all(LENGTH), LENGTH, op.scale() / Math.log(2));
        return Statement.block(List.of(
                new Phase("Others", "y = x, also of the tokens that get another value below", others()),
                new Phase("Turn", "kt = k^T", heads.copied(turned, List.of(D, J), k)),
                new Phase("Gather", "vh = v", heads.copied(gathered, List.of(J, D), v)),
                new Phase("Scores", "p = q kt", score()),
                new Phase(
                        "Softmax",
                        "p = e^((p - max(p)) * scale), inverse = 1 / sum(p)",
                        For.parallel("i", COUNT, softmax.row())),
                new Phase("Mix", "y = p vh * inverse", mix())));
    }

    private Statement others() {
        Index channel = heads.channel(D);
        return For.parallel(
                "i",
                LENGTH,
                For.parallel(
                        "d",
                        Index.of(width),
                        new Statement.Store(y, List.of(TOKEN, channel), load(x, TOKEN, channel))));
    }

    private Statement score() {
        Index row = op.isOfSequences() ? var("s").plus(I) : TOKEN; // of sequences, i is 0 alone
        return new Product(
                new Range("i", COUNT),
                new Range("j", Index.ZERO, Index.roundUp(LENGTH, Rows.PAD)),
                new Range("d", Index.of(width)),
                real(0),
                load(q, row, heads.channel(D)),
                load(turned, D, J),
                new Statement.Store(scores, List.of(I, J), local(Product.SUM)));
    }

    private Statement mix() {
        Expr scaled = Expr.mul(local(Product.SUM), local("scale"));
        return new Product(
                new Range("i", COUNT),
                new Range("d", Index.of(width)),
                new Range("j", LENGTH),
                real(0),
                load(scores, I, J),
                load(gathered, J, D),
                Statement.block(
                        new Statement.Let("scale", load(inverse, I)),
                        new Statement.Store(y, List.of(TOKEN, heads.channel(D)), scaled)));
    }
}
