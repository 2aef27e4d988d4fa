package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attention: for each sequence and head {@code y = softmax(scale q k^T + bias) v} over the keys that the mask lets a query see, in five
 * nests: the keys turned so that a row of them is a channel; the values of the head side by side, because in the rows they come from
 * each is in a page of its own; the scores; their softmax ({@link AttentionSoftmax}); the mix of the values. Where the keys are is
 * {@link KeyRows}' to say; masks are bounds of loops ({@link SeenKeys}).
 *
 * <p>Numerics: scores and mix are chains of fused multiply-adds (over the channels, over the tokens, in order); the row is
 * divided by its sum at the end. Without a bias the scale is part of what makes powers of two of powers of e. That the largest score is
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

    private final Value out;
    private final Op.Attention op;
    private final LoweringContext context;
    private final Axis queries;
    private final KeyRows keys;
    private final SeenKeys seen;
    private final AttentionHeads heads;
    private final Optional<DistanceBias> bias;
    private final Optional<Dropping> dropping;
    private final AttentionWords words;
    private final int width;
    private final Buffer q;
    private final Buffer k;
    private final Buffer v;
    private final Buffer y;
    private final Buffer turned;
    private final Buffer gathered;
    private final Buffer scores;
    private final Buffer inverse;

    private AttentionLoops(Value out, Op.Attention op, Optional<Dropping> dropping, LoweringContext context) {
        this.dropping = dropping;
        this.out = out;
        this.op = op;
        this.context = context;
        this.queries = context.axis(out);
        this.keys = KeyRows.of(op, context);
        this.seen = op.mask() instanceof Mask.None
                ? SeenKeys.all(keys.count())
                : SeenKeys.of(op.mask(), keys.place(I), keys.count());
        this.heads = AttentionHeads.of(op);
        this.bias = DistanceBias.of(op, keys.most());
        this.words = new AttentionWords(op, queries.rows(), keys.rows());
        this.width = op.headWidth();
        this.q = context.rows("q", op.query());
        this.k = context.rows("k", op.key());
        this.v = context.rows("v", op.value());
        this.y = context.rows("y", out);
        this.turned = new Buffer("kt", Space.SCRATCH, List.of(keys.longest(), Index.of(1)));
        this.gathered = new Buffer("vh", Space.SCRATCH, List.of(Index.of(Rows.padded(width)), Index.of(1)));
        this.scores = new Buffer("p", Space.SCRATCH, List.of(keys.longest(), Index.of(1)));
        this.inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
    }

    static Lowered lower(Value out, Op.Attention op, LoweringContext context) {
        return new AttentionLoops(out, op, Optional.empty(), context).lowered();
    }

    /** Attention of training, with shares that are dropped. */
    static Lowered lower(Value out, AttentionOp.Dropped op, LoweringContext context) {
        Op.Attention plain = op.form().of(op.query(), op.key(), op.value());
        return new AttentionLoops(out, plain, Optional.of(op.dropping()), context).lowered();
    }

    private Lowered lowered() {
        Index rows = var(queries.longest());
        Index most = keys.longest();
        List<Buffer> buffers = new ArrayList<>(List.of(q, k, v));
        List<Argument> arguments =
                new ArrayList<>(List.of(Lowered.value(op.query()), Lowered.value(op.key()), Lowered.value(op.value())));
        bias.ifPresent(b -> {
            buffers.add(b.table());
            arguments.add(b.argument());
        });
        buffers.add(y);
        arguments.add(Lowered.value(out));
        List<Statement> sequence = new ArrayList<>(keys.declarations());
        dropping.ifPresent(d -> sequence.addAll(DropoutLoops.seeds(d, out, context)));
        sequence.add(heads.each(phases()));
        Kernel kernel = new Kernel(
                words.name()
                        + dropping.map(d -> "Site" + Integer.toUnsignedString(d.number()))
                                .orElse("")
                        + context.suffix(op.query(), out),
                words.comment() + dropping.map(d -> ", shares dropped").orElse(""),
                buffers,
                scratch(rows, most),
                SequenceLoops.eachSequence(queries, sequence.toArray(Statement[]::new)));
        return new Lowered(kernel, arguments);
    }

    private List<Kernel.Scratch> scratch(Index rows, Index most) {
        List<Kernel.Scratch> all = new ArrayList<>();
        all.add(new Kernel.Scratch(turned, most.times(width)));
        all.add(new Kernel.Scratch(gathered, most.times(Rows.padded(width))));
        all.add(new Kernel.Scratch(scores, rows.times(most)));
        all.add(new Kernel.Scratch(inverse, rows));
        if (dropping.isPresent()) all.add(new Kernel.Scratch(mask(), rows.times(most)));
        return all;
    }

    private Statement phases() {
        String all = keys.count().toString();
        String scaled = bias.isPresent() ? "" : words.scaled();
        String score = "p = q kt" + (bias.isPresent() ? words.scaled() + words.bias() : "");
        AttentionSoftmax softmax = new AttentionSoftmax(scores, inverse, seen, keys.count(), factor());
        List<Statement> phases = new ArrayList<>();
        phases.add(new Phase(
                "Turn", "kt = k^T      k (" + all + "," + width + ") -> kt (" + width + "," + all + ")", turn()));
        phases.add(new Phase(
                "Gather", "vh = v      v (" + all + "," + width + ") -> vh (" + all + "," + width + ")", gather()));
        phases.add(new Phase("Scores", score + "      -> p (rows," + all + ")", score()));
        phases.add(new Phase(
                "Softmax",
                "p = e^((p - max(p))" + scaled + "), inverse = 1 / sum(p)",
                For.parallel("i", LENGTH, softmaxRow(softmax))));
        phases.add(new Phase("Mix", "y = p vh * inverse      -> y (rows," + width + ")", mix()));
        return Statement.block(phases);
    }

    private Buffer mask() {
        return new Buffer("mask", Space.SCRATCH, List.of(keys.longest(), Index.of(1)));
    }

    /** A row of shares, and what dropout leaves of it. */
    private Statement[] softmaxRow(AttentionSoftmax softmax) {
        List<Statement> row = new ArrayList<>(List.of(softmax.row()));
        dropping.ifPresent(d -> {
            row.add(DropoutLoops.draw(
                    d, mask(), List.of(I, Index.ZERO), seen.to(), false, Index.ZERO, TOKEN, heads.number()));
            row.add(new For(
                    "j",
                    seen.from(),
                    seen.to(),
                    1,
                    Statement.Order.PARALLEL,
                    new Statement.Store(scores, List.of(I, J), Expr.mul(load(scores, I, J), load(mask(), I, J)))));
        });
        return row.toArray(Statement[]::new);
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
                keys.count(),
                For.parallel("d", Index.of(width), new Statement.Store(to, at, keys.load(from, J, heads, D))));
    }

    private Statement score() {
        Expr product = local(Product.SUM);
        return new Product(
                new Range("i", LENGTH),
                new Range("j", seen.from(), seen.to()),
                new Range("d", Index.of(width)),
                real(0),
                load(q, TOKEN, heads.channel(D)),
                load(turned, D, J),
                new Statement.Store(
                        scores,
                        List.of(I, J),
                        bias.map(b -> b.added(product, op.scale(), heads.number(), J.minus(keys.place(I))))
                                .orElse(product)));
    }

    /** What makes the exponent of a power of two of a score. */
    private double factor() {
        return (bias.isPresent() ? 1 : op.scale()) / Math.log(2);
    }

    private Statement mix() {
        return new Product(
                new Range("i", LENGTH),
                new Range("d", Index.of(width)),
                new Range("j", seen.first(), seen.end()),
                real(0),
                load(scores, I, J),
                load(gathered, J, D),
                Statement.block(
                        new Statement.Let("scale", load(inverse, I)),
                        new Statement.Store(
                                y, List.of(TOKEN, heads.channel(D)), Expr.mul(local(Product.SUM), local("scale")))));
    }
}
