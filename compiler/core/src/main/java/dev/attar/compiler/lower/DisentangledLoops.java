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
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.PositionBuckets;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Disentangled attention. The tables of positions are laid out by offset when weights are loaded, a row for each channel, as those of
 * {@link DistanceBias}; so for neighbouring keys, what a score is made of lies side by side in all three of them, and nothing is looked
 * up. A score is one chain over the channels: for each, {@code fma(q, k + a, c)} and then {@code fma(k, b, c)}.
 *
 * <p>Numerics: otherwise as {@link AttentionLoops}. Source: He, Liu, Gao and Chen 2021, section 3.1.
 */
final class DisentangledLoops {
    private static final Index I = var("i");
    private static final Index J = var("j");
    private static final Index D = var("d");
    private static final Index LENGTH = var("length");
    private static final Index TOKEN = var("start").plus(I);

    private final Value out;
    private final DisentangledAttention op;
    private final LoweringContext context;
    private final AttentionHeads heads;
    private final AttentionWords words;
    private final int width;
    private final int middle;
    private final Index longest;
    private final SeenKeys seen;
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final Buffer q;
    private final Buffer k;
    private final Buffer v;
    private final Optional<Buffer> positionKeys;
    private final Optional<Buffer> positionQueries;
    private final Buffer y;
    private final Buffer turned;
    private final Buffer gathered;
    private final Buffer scores;
    private final Buffer inverse;

    private DisentangledLoops(Value out, DisentangledAttention op, LoweringContext context) {
        this.out = out;
        this.op = op;
        this.context = context;
        this.heads = AttentionHeads.of(op.plain());
        String rows = context.axis(out).rows();
        this.words = new AttentionWords(op.plain(), rows, rows);
        this.width = op.headWidth();
        this.middle = context.axis(out).most() - 1;
        this.longest = var(context.axis(out).longest());
        this.seen = op.mask() instanceof Mask.None ? SeenKeys.all(LENGTH) : SeenKeys.of(op.mask(), I, LENGTH);
        this.q = rows("q", op.query());
        this.k = rows("k", op.key());
        this.v = rows("v", op.value());
        this.positionKeys = op.positionKeys().map(rule -> table("pk", rule));
        this.positionQueries = op.positionQueries().map(rule -> table("pq", rule));
        this.y = rows("y", out);
        this.turned = new Buffer("kt", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.gathered = Buffer.rows("vh", Space.SCRATCH, padded(width));
        this.scores = new Buffer("p", Space.SCRATCH, List.of(longest, Index.of(1)));
        this.inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
    }

    static Lowered lower(Value out, DisentangledAttention op, LoweringContext context) {
        return new DisentangledLoops(out, op, context).lowered();
    }

    private Buffer rows(String formal, Value value) {
        Buffer rows = context.rows(formal, value);
        buffers.add(rows);
        arguments.add(Lowered.value(value));
        return rows;
    }

    /** A row for each channel, a column for each offset, as many more as whole vectors read, and the buckets themselves. */
    private Buffer table(String formal, PositionBuckets rule) {
        int columns = Math.addExact(Math.multiplyExact(2, middle), Rows.PAD);
        int stride = padded(columns + rule.buckets());
        Buffer table = Buffer.rows(formal, Space.WEIGHT, stride);
        buffers.add(table);
        arguments.add(new Argument.OfWeights(WeightUse.distances(rule, stride, middle, columns)));
        return table;
    }

    private Lowered lowered() {
        String positions = positionKeys.map(_ -> "Keys").orElse("")
                + positionQueries.map(_ -> "Queries").orElse("");
        Kernel kernel = new Kernel(
                words.name() + "Of" + positions + context.suffix(op.query(), out),
                words.comment() + ", and positions"
                        + positionKeys.map(_ -> ", + q pk^T").orElse("")
                        + positionQueries.map(_ -> ", + k pq^T").orElse(""),
                buffers,
                List.of(
                        new Kernel.Scratch(turned, longest.times(width)),
                        new Kernel.Scratch(gathered, longest.times(padded(width))),
                        new Kernel.Scratch(scores, longest.times(longest)),
                        new Kernel.Scratch(inverse, longest)),
                SequenceLoops.eachSequence(context.axis(out), heads.each(phases())));
        return new Lowered(kernel, arguments);
    }

    private Statement phases() {
        AttentionSoftmax softmax = new AttentionSoftmax(scores, inverse, seen, LENGTH, op.scale() / Math.log(2));
        return Statement.block(List.of(
                new Phase("Turn", "kt = k^T", heads.copied(turned, List.of(D, J), k)),
                new Phase("Gather", "vh = v", heads.copied(gathered, List.of(J, D), v)),
                new Phase("Scores", "p = q kt, and positions", score()),
                new Phase(
                        "Softmax",
                        "p = e^((p - max(p))" + words.scaled() + "), inverse = 1 / sum(p)",
                        For.parallel("i", LENGTH, softmax.row())),
                new Phase("Mix", "y = p vh * inverse", mix())));
    }

    private Statement score() {
        Index offset = J.minus(I).plus(middle);
        List<Statement> channel = new ArrayList<>();
        channel.add(new Statement.Let("key", load(turned, D, J)));
        Expr toKey = positionKeys
                .map(a -> Expr.add(local("key"), load(a, heads.keyChannel(D), offset)))
                .orElse(local("key"));
        channel.add(new Statement.Let("b", toKey));
        channel.add(new Statement.Let("a", load(q, TOKEN, heads.channel(D))));
        channel.add(new Statement.Set("c", new Expr.Fma(local("a"), local("b"), local("c"))));
        positionQueries.ifPresent(b -> channel.add(
                new Statement.Set("c", new Expr.Fma(local("key"), load(b, heads.channel(D), offset), local("c")))));
        return For.parallel(
                "i",
                LENGTH,
                new For(
                        "j",
                        seen.from(),
                        seen.to(),
                        1,
                        Order.PARALLEL,
                        Statement.block(List.of(
                                new Statement.Let("initial", real(0)),
                                new Statement.Var("c", local("initial")),
                                For.ordered("d", Index.ZERO, Index.of(width), channel.toArray(Statement[]::new)),
                                new Statement.Store(scores, List.of(I, J), local("c"))))));
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
