package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attention over what calls have kept: {@link AttentionLoops} without its copies. Keys lie turned and values by head, in blocks of
 * sixteen slots ({@link CacheLoops}); the tokens of a sequence fill its blocks in their order, so sixteen keys that follow one
 * another are one block, and scores and mix read each where it lies, once.
 *
 * <p>Heads that share keys and values are rows of one tile: row i of a task is head {@code i mod n} of the group, of query {@code i / n},
 * and its channels are gathered first.
 *
 * <p>Numerics: those of {@link AttentionLoops}, sum for sum.
 */
final class KeptAttentionLoops {
    /** Heads that share a pass over keys and values: as many as are two tiles of rows, or fewer. */
    private static final int MOST_TOGETHER = 8;

    private static final Index I = var("i");
    private static final Index J = var("j");
    private static final Index D = var("d");

    private final Value out;
    private final Op.Attention op;
    private final LoweringContext context;
    private final Axis queries;
    private final Axis keys;
    private final Index.Array slots;
    private final Cache keyCache;
    private final Cache valueCache;
    private final AttentionHeads heads;
    private final Optional<DistanceBias> bias;
    private final AttentionWords words;
    private final int width;
    /** How many heads are rows of one task. */
    private final int together;

    private final Index rows;
    private final SeenKeys seen;
    private final Buffer q;
    private final Buffer k;
    private final Buffer v;
    private final Buffer y;
    private final Buffer gathered;
    private final Buffer scores;
    private final Buffer inverse;

    private KeptAttentionLoops(Value out, Op.Attention op, LoweringContext context) {
        this.out = out;
        this.op = op;
        this.context = context;
        this.queries = context.axis(out);
        this.keys = context.axis(op.key());
        this.slots = context.array(context.recalled().get(op.key().name()).kept());
        this.keyCache = context.recalled().get(op.key().name()).cache();
        this.valueCache = context.recalled().get(op.value().name()).cache();
        this.heads = AttentionHeads.of(op);
        this.bias = DistanceBias.of(op, keys.most());
        this.words = new AttentionWords(op, queries.rows(), keys.rows());
        this.width = op.headWidth();
        this.together = together(op.heads() / op.groups());
        this.rows = var("length").times(together);
        this.seen = op.mask() instanceof Mask.None
                ? SeenKeys.all(var("keys"))
                : SeenKeys.of(op.mask(), place(), var("keys"));
        this.q = context.rows("q", op.query());
        this.k = CacheLoops.buffer("k", keyCache);
        this.v = CacheLoops.buffer("v", valueCache);
        this.y = context.rows("y", out);
        this.gathered = new Buffer("qh", Space.SCRATCH, List.of(Index.of(padded(width)), Index.of(1)));
        this.scores = new Buffer("p", Space.SCRATCH, List.of(var(keys.longest()), Index.of(1)));
        this.inverse = new Buffer("inverse", Space.SCRATCH, List.of(Index.of(1)));
    }

    static Lowered lower(Value out, Op.Attention op, LoweringContext context) {
        return new KeptAttentionLoops(out, op, context).lowered();
    }

    /** The most heads of a group that tasks can be made of, all alike. */
    private static int together(int group) {
        int most = Math.min(group, MOST_TOGETHER);
        while (group % most != 0) most--;
        return most;
    }

    // ---- rows of a task ----

    private Index query() {
        return Index.quotient(I, together);
    }

    private Index token() {
        return var("start").plus(together == 1 ? I : query());
    }

    /** The place of a row's query among the keys: queries are the last of them. */
    private Index place() {
        return (together == 1 ? I : query()).plus(var("keys")).minus(var("length"));
    }

    private Index head() {
        return together == 1 ? first() : first().plus(I).minus(query().times(together));
    }

    /** The first head of a task. */
    private Index first() {
        int group = op.heads() / op.groups();
        if (group == 1) return var("h");
        Index ofGroup = var("g").times(group);
        return together == group ? ofGroup : ofGroup.plus(var("m").times(together));
    }

    private Index channel(Index head) {
        return head.times(width).plus(D);
    }

    private Statement tasks(Statement body) {
        int group = op.heads() / op.groups();
        if (group == 1) return task("h", op.heads(), body);
        return task("g", op.groups(), together == group ? body : task("m", group / together, body));
    }

    private static Statement task(String index, int count, Statement body) {
        return new For(index, Index.ZERO, Index.of(count), 1, Order.TASKS, body);
    }

    // ---- the kernel ----

    private Lowered lowered() {
        List<Buffer> buffers = new ArrayList<>(List.of(q, k, v));
        List<Argument> arguments = new ArrayList<>(
                List.of(Lowered.value(op.query()), new Argument.OfState(keyCache), new Argument.OfState(valueCache)));
        bias.ifPresent(b -> {
            buffers.add(b.table());
            arguments.add(b.argument());
        });
        buffers.add(y);
        arguments.add(Lowered.value(out));
        Index s = var("s");
        Kernel kernel = new Kernel(
                words.name() + context.suffix(op.query(), out),
                words.comment(),
                buffers,
                scratch(),
                SequenceLoops.eachSequence(
                        queries,
                        new LetIndex("keyStart", Index.element(keys.starts(), s)),
                        new LetIndex(
                                "keys", Index.element(keys.starts(), s.plus(1)).minus(var("keyStart"))),
                        tasks(phases())));
        return new Lowered(kernel, arguments);
    }

    private List<Kernel.Scratch> scratch() {
        Index most = var(queries.longest()).times(together);
        List<Kernel.Scratch> all = new ArrayList<>();
        if (together > 1)
            all.add(new Kernel.Scratch(gathered, most.times(gathered.strides().getFirst())));
        all.add(new Kernel.Scratch(scores, most.times(var(keys.longest()))));
        all.add(new Kernel.Scratch(inverse, most));
        return all;
    }

    private Statement phases() {
        String scaled = bias.isPresent() ? "" : words.scaled();
        String row = together == 1 ? "q" : "qh";
        String score = "p = " + row + " k^T" + (bias.isPresent() ? words.scaled() + words.bias() : "");
        AttentionSoftmax softmax = new AttentionSoftmax(scores, inverse, seen, var("keys"), factor());
        List<Statement> phases = new ArrayList<>();
        if (together > 1)
            phases.add(new Phase(
                    "Queries",
                    "qh = q, a row for each of " + together + " heads      -> qh (rows," + width + ")",
                    gather()));
        phases.add(new Phase("Scores", score + "      -> p (rows,keys)", score()));
        phases.add(new Phase(
                "Softmax",
                "p = e^((p - max(p))" + scaled + "), inverse = 1 / sum(p)",
                For.parallel("i", rows, softmax.row())));
        phases.add(new Phase("Mix", "y = p v * inverse      -> y (rows," + width + ")", mix()));
        return Statement.block(phases);
    }

    // ---- nests ----

    private Statement gather() {
        return For.parallel(
                "i",
                rows,
                For.parallel(
                        "d",
                        Index.of(width),
                        new Statement.Store(gathered, List.of(I, D), load(q, token(), channel(head())))));
    }

    /** Channel d of key or value j of the sequence, of which sixteen that follow one another fill a block. */
    private Expr.Load kept(Buffer from, Cache cache) {
        // That of the first of the sixteen: those beyond the last key have none.
        Index slot = Index.element(slots, var("keyStart").plus(Index.roundDown(J, StatePlan.SLOTS)));
        Index group = var(heads.isGrouped() ? "g" : "h");
        Index lane = J.minus(Index.roundDown(J, StatePlan.SLOTS));
        return new Expr.Load(from, CacheLoops.at(cache, CacheLoops.block(slot), group, lane, D), 1);
    }

    /** Of whole blocks: nobody reads what is beyond the keys. */
    private Statement score() {
        Expr product = local(Product.SUM);
        return new Product(
                new Range("i", rows),
                new Range("j", seen.from(), seen.to()),
                new Range("d", Index.of(width)),
                real(0),
                together == 1 ? load(q, token(), channel(head())) : load(gathered, I, D),
                kept(k, keyCache),
                new Statement.Store(
                        scores,
                        List.of(I, J),
                        bias.map(b -> b.added(product, op.scale(), head(), J.minus(place())))
                                .orElse(product)));
    }

    /** What makes the exponent of a power of two of a score. */
    private double factor() {
        return (bias.isPresent() ? 1 : op.scale()) / Math.log(2);
    }

    /** From the beginning of the first block on: the shares of what the query does not see there are 0. */
    private Statement mix() {
        return new Product(
                new Range("i", rows),
                new Range("d", Index.of(width)),
                new Range("j", seen.from(), seen.end()),
                real(0),
                load(scores, I, J),
                kept(v, valueCache),
                Statement.block(
                        new Statement.Let("scale", load(inverse, I)),
                        new Statement.Store(
                                y, List.of(token(), channel(head())), Expr.mul(local(Product.SUM), local("scale")))));
    }
}
