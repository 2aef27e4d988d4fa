package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.PAD;
import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
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
    private static final double LOG2_E = 1 / Math.log(2);
    private static final Index I = var("i");
    private static final Index J = var("j");
    private static final Index D = var("d");

    /** The queries or the keys of a sequence: where the first is, how many there are, and how many at most in this call. */
    private record Side(Index start, Index count, Index longest) {
        Index row(Index place) {
            return start.plus(place);
        }
    }

    private final AttentionOp.Form form;
    private final LoweringContext context;
    private final Axis axis;
    private final Axis keyAxis;
    private final Side rows;
    private final Side columns;
    private final int width;
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Lowered.Argument> arguments = new ArrayList<>();
    private final List<Kernel.Scratch> scratch = new ArrayList<>();
    private final List<Statement> phases = new ArrayList<>();

    /** @param byKeys whether rows of the result are keys, and not queries */
    private AttentionGradientLoops(
            AttentionOp.Form form, Value query, Value key, boolean byKeys, LoweringContext context) {
        this.form = form;
        this.context = context;
        this.axis = context.axis(query);
        this.keyAxis = context.axis(key);
        Side queries = new Side(var("start"), var("length"), var(axis.longest()));
        Side keys = isCross() ? new Side(var("keyStart"), var("keys"), var(keyAxis.longest())) : queries;
        this.rows = byKeys ? keys : queries;
        this.columns = byKeys ? queries : keys;
        this.width = query.type().last() / form.heads();
    }

    // ---- log-sum-exp ----

    static Lowered logSum(Value out, AttentionOp.LogSum op, LoweringContext context) {
        return new AttentionGradientLoops(op.form(), op.query(), op.key(), false, context).logSum(out, op);
    }

    private Lowered logSum(Value out, AttentionOp.LogSum op) {
        Buffer q = buffer("q", op.query());
        Buffer k = buffer("k", op.key());
        Buffer y = buffer("y", out);
        Buffer turned = turned("kt", k, keyChannel());
        Buffer scores = square("p");
        SeenKeys seen = SeenKeys.of(form.mask(), I, columns.count());
        product("Scores", "p = q kt", scores, q, turned, "j", seen, channel());
        Index many = seen.to().minus(seen.from());
        Expr score = load(scores, I, seen.from().plus(J));
        boolean all = form.mask() instanceof Mask.None;
        Index count = all ? columns.count() : many;
        List<Statement> row = new ArrayList<>();
        if (!all) {
            row.add(each(scores, I, seen.from(), seen.first(), real(Combine.LARGEST.neutral())));
            row.add(each(scores, I, seen.end(), seen.to(), real(Combine.LARGEST.neutral())));
        }
        row.add(new Statement.Reduce("largest", Combine.LARGEST, "j", count, score));
        row.add(new Let("shift", new Expr.Unary(Expr.UnaryOp.NEGATE, Expr.mul(local("largest"), real(factor())))));
        row.add(new Statement.Reduce("sum", Combine.SUM, "j", count, power(score, local("shift"))));
        row.add(new Store(
                y,
                List.of(rows.row(I), head()),
                new Expr.Fma(local("largest"), real(form.scale()), new Expr.Call(Elementary.LOG, local("sum")))));
        phases.add(new Phase(
                "Sums",
                "y = largest + log(sum of e^(p - largest))",
                For.parallel("i", rows.count(), row.toArray(Statement[]::new))));
        return lowered(
                "attentionLogSum",
                "y = log(sum of e^(q k^T scale)), what attention's derivative needs of its rows",
                out,
                Optional.empty(),
                true);
    }

    // ---- by the query ----

    static Lowered query(Value out, AttentionOp.QueryGradient op, LoweringContext context) {
        return new AttentionGradientLoops(
                        op.of().form(), op.of().query(), op.of().key(), false, context)
                .query(out, op.of());
    }

    private Lowered query(Value out, AttentionOp.Recomputed of) {
        Buffer q = buffer("q", of.query());
        Buffer k = buffer("k", of.key());
        Buffer v = buffer("v", of.value());
        Buffer g = buffer("g", of.gradient());
        Buffer sums = buffer("sums", of.logSum());
        Buffer dots = buffer("dots", of.dots());
        Buffer y = buffer("y", out);
        Buffer keys = turned("kt", k, keyChannel());
        Buffer values = turned("vt", v, keyChannel());
        Buffer near = gathered("kh", k, keyChannel());
        Buffer p = square("p");
        Buffer ds = square("ds");
        Optional<Dropping> dropping = of.dropping();
        Buffer mask = dropping.isPresent() ? square("mask") : ds;
        SeenKeys seen = SeenKeys.of(form.mask(), I, columns.count());
        product("Scores", "p = q kt", p, q, keys, "j", seen, channel());
        product("Shares", "ds = g vt", ds, g, values, "other", seen, channel());
        List<Statement> row = new ArrayList<>();
        row.add(new Let("shift", Expr.mul(load(sums, rows.row(I), head()), real(-LOG2_E))));
        row.add(new Let("dot", load(dots, rows.row(I), head())));
        dropping.ifPresent(d -> row.add(
                DropoutLoops.draw(d, mask, List.of(I, Index.ZERO), seen.to(), false, Index.ZERO, rows.row(I), head())));
        Expr share = power(load(p, I, J), local("shift"));
        Expr ofShare = dropping.isPresent() ? Expr.mul(load(ds, I, J), load(mask, I, J)) : load(ds, I, J);
        Expr score = Expr.mul(Expr.mul(share, real(form.scale())), Expr.sub(ofShare, local("dot")));
        row.add(each(ds, I, seen.from(), seen.to(), score));
        hide(row, ds, I, seen);
        phases.add(new Phase(
                "Softmax",
                "ds = p (ds - dots) scale, p = e^(p scale - sums)",
                For.parallel("i", rows.count(), row.toArray(Statement[]::new))));
        mix("Mix", "y = ds kh", y, ds, near, "d", seen, channel(), false);
        return lowered("attentionQueryGradient", "y = ds k, the derivative of attention by q", out, dropping, true);
    }

    // ---- by key and value ----

    static Lowered keyValue(Value out, AttentionOp.KeyValueGradient op, LoweringContext context) {
        return new AttentionGradientLoops(
                        op.of().form(), op.of().query(), op.of().key(), true, context)
                .keyValue(out, op.of());
    }

    private Lowered keyValue(Value out, AttentionOp.Recomputed of) {
        Buffer q = buffer("q", of.query());
        Buffer k = buffer("k", of.key());
        Buffer v = buffer("v", of.value());
        Buffer g = buffer("g", of.gradient());
        Buffer sums = buffer("sums", of.logSum());
        Buffer dots = buffer("dots", of.dots());
        Buffer y = buffer("y", out);
        SeenKeys seen = queries();
        Buffer queries = turned("qt", q, channel());
        Buffer gradients = turned("gt", g, channel());
        Buffer nearQueries = gathered("qh", q, channel());
        Buffer nearGradients = gathered("gh", g, channel());
        Buffer shifts = row("shift");
        Buffer dot = row("dot");
        phases.add(new Phase(
                "Rows",
                "shift = -sums / log(2), dot = dots, of the head",
                For.parallel(
                        "j",
                        columns.count(),
                        new Store(shifts, List.of(J), Expr.mul(load(sums, columns.row(J), head()), real(-LOG2_E))),
                        new Store(dot, List.of(J), load(dots, columns.row(J), head())))));
        Buffer p = square("p");
        Buffer ds = square("ds");
        Optional<Dropping> dropping = of.dropping();
        Buffer mask = dropping.isPresent() ? square("mask") : ds;
        product("Scores", "p = k qt", p, k, queries, "j", seen, keyChannel());
        product("Shares", "ds = v gt", ds, v, gradients, "other", seen, keyChannel());
        List<Statement> row = new ArrayList<>();
        row.add(each(p, I, seen.from(), seen.to(), power(load(p, I, J), load(shifts, J))));
        dropping.ifPresent(d -> row.add(
                DropoutLoops.draw(d, mask, List.of(I, Index.ZERO), columns.count(), true, I, columns.start(), head())));
        Expr ofShare = dropping.isPresent() ? Expr.mul(load(ds, I, J), load(mask, I, J)) : load(ds, I, J);
        Expr score = Expr.mul(Expr.mul(load(p, I, J), real(form.scale())), Expr.sub(ofShare, load(dot, J)));
        row.add(each(ds, I, seen.from(), seen.to(), score));
        dropping.ifPresent(_ -> row.add(each(p, I, seen.from(), seen.to(), Expr.mul(load(p, I, J), load(mask, I, J)))));
        hide(row, p, I, seen);
        hide(row, ds, I, seen);
        phases.add(new Phase(
                "Softmax",
                "p = e^(p scale - sums), ds = p (ds - dots) scale",
                For.parallel("i", rows.count(), row.toArray(Statement[]::new))));
        int behind = of.key().type().last();
        mix("Keys", "y = ds qh", y, ds, nearQueries, "d", seen, keyChannel(), isGrouped());
        mix(
                "Values",
                "y behind = p gh",
                y,
                p,
                nearGradients,
                "channel",
                seen,
                keyChannel().plus(behind),
                isGrouped());
        return lowered(
                "attentionKeyValueGradient",
                "y = ds^T q | p^T g, the derivatives of attention by k and v",
                out,
                dropping,
                false);
    }

    /** The queries that see the key at place i. */
    private SeenKeys queries() {
        return switch (form.mask()) {
            case Mask.None() -> new SeenKeys(Index.ZERO, columns.count());
            case Mask.Causal() -> new SeenKeys(I, columns.count());
            case Mask.Banded(int far, boolean causal) -> {
                Index first = Index.smaller(Index.of(far).minus(I), Index.ZERO).times(-1);
                yield new SeenKeys(causal ? I : first, Index.smaller(I.plus(far + 1L), columns.count()));
            }
        };
    }

    // ---- heads and channels ----

    private boolean isGrouped() {
        return form.groups() != form.heads();
    }

    private Index head() {
        return isGrouped() ? var("g0").times(form.headsOfGroup()).plus(var("m")) : var("h");
    }

    private Index channel() {
        return head().times(width).plus(D);
    }

    private Index keyChannel() {
        return var(isGrouped() ? "g0" : "h").times(width).plus(D);
    }

    private boolean isCross() {
        return !axis.equals(keyAxis);
    }

    // ---- parts ----

    private Buffer buffer(String formal, Value value) {
        Buffer rows = context.rows(formal, value);
        buffers.add(rows);
        arguments.add(Lowered.value(value));
        return rows;
    }

    private Buffer square(String name) {
        return working(
                new Buffer(name, Space.SCRATCH, List.of(columns.longest(), Index.of(1))),
                rows.longest().times(columns.longest()));
    }

    private Buffer row(String name) {
        return working(Buffer.vector(name, Space.SCRATCH), columns.longest());
    }

    private Buffer working(Buffer buffer, Index floats) {
        scratch.add(new Kernel.Scratch(buffer, floats));
        return buffer;
    }

    /** A row for each channel of the head. */
    private Buffer turned(String name, Buffer from, Index channel) {
        Buffer to = working(
                new Buffer(name, Space.SCRATCH, List.of(columns.longest(), Index.of(1))),
                columns.longest().times(width));
        return copied("Turn" + name.charAt(0), name + " = " + from.name() + "^T", to, List.of(D, J), from, channel);
    }

    /** The rows of the head side by side. */
    private Buffer gathered(String name, Buffer from, Index channel) {
        Buffer to = working(
                Buffer.rows(name, Space.SCRATCH, Rows.padded(width)),
                columns.longest().times(Rows.padded(width)));
        return copied("Gather" + name.charAt(0), name + " = " + from.name(), to, List.of(J, D), from, channel);
    }

    private Buffer copied(String phase, String comment, Buffer to, List<Index> at, Buffer from, Index channel) {
        phases.add(new Phase(
                phase,
                comment,
                For.parallel(
                        "j",
                        columns.count(),
                        For.parallel("d", Index.of(width), new Store(to, at, load(from, columns.row(J), channel))))));
        return to;
    }

    /** {@code to = left right} in the columns that each row sees, in whole vectors. */
    private void product(
            String phase,
            String comment,
            Buffer to,
            Buffer left,
            Buffer right,
            String column,
            SeenKeys seen,
            Index at) {
        phases.add(new Phase(
                phase,
                comment,
                new Product(
                        new Range("i", rows.count()),
                        new Range(column, seen.from(), seen.to()),
                        new Range("d", Index.of(width)),
                        real(0),
                        load(left, rows.row(I), at),
                        load(right, D, var(column)),
                        new Store(to, List.of(I, var(column)), local(Product.SUM)))));
    }

    /** {@code y = left right} over what each row sees, added to what is there where heads add up. */
    private void mix(
            String phase,
            String comment,
            Buffer y,
            Buffer left,
            Buffer right,
            String column,
            SeenKeys seen,
            Index at,
            boolean adds) {
        List<Index> place = List.of(rows.row(I), at.with("d", var(column)));
        phases.add(new Phase(
                phase,
                comment,
                new Product(
                        new Range("i", rows.count()),
                        new Range(column, Index.of(width)),
                        new Range("j", seen.first(), seen.end()),
                        adds ? new Expr.Load(y, place, 1) : real(0),
                        load(left, I, J),
                        load(right, J, var(column)),
                        new Store(y, place, local(Product.SUM)))));
    }

    /** What a row does not see is 0: rows of a block go as far as the one that sees most. */
    private void hide(List<Statement> out, Buffer shares, Index row, SeenKeys seen) {
        if (form.mask() instanceof Mask.None) return;
        out.add(each(shares, row, Index.ZERO, seen.from(), real(0)));
        out.add(each(shares, row, seen.from(), seen.first(), real(0)));
        out.add(each(shares, row, seen.end(), seen.to(), real(0)));
        out.add(each(shares, row, seen.to(), Index.roundUp(columns.count(), PAD), real(0)));
    }

    private static Statement each(Buffer to, Index row, Index from, Index end, Expr value) {
        return new For("j", from, end, 1, Order.PARALLEL, new Store(to, List.of(row, J), value));
    }

    private Expr power(Expr score, Expr shift) {
        return new Expr.Call(Elementary.EXP2, new Expr.Fma(score, real(factor()), shift));
    }

    private double factor() {
        return form.scale() * LOG2_E;
    }

    private Lowered lowered(String name, String comment, Value out, Optional<Dropping> dropping, boolean everyHead) {
        Statement all = Statement.block(phases);
        int many = form.headsOfGroup();
        Statement heads = !isGrouped()
                ? tasks("h", form.heads(), all)
                : tasks("g0", form.groups(), everyHead ? tasks("m", many, all) : addedUp(many, phases));
        String groups = isGrouped() ? "Of" + form.groups() : "";
        String mask = switch (form.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> "Causal";
            case Mask.Banded(int far, boolean causal) -> (causal ? "Causal" : "") + "Band" + far;
        };
        List<Statement> sequence = new ArrayList<>(isCross() ? keysOfSource() : List.of());
        dropping.ifPresent(d -> sequence.addAll(DropoutLoops.seeds(d, out, context)));
        sequence.add(heads);
        String site =
                dropping.map(d -> "Site" + Integer.toUnsignedString(d.number())).orElse("");
        return new Lowered(
                new Kernel(
                        name + form.heads() + "x" + width + groups + mask + (isCross() ? "OfSource" : "") + site,
                        comment + ", " + form.heads() + " heads" + (isGrouped() ? " on " + form.groups() : "")
                                + "      -> y (" + context.symbol(out) + ","
                                + out.type().last() + ")",
                        buffers,
                        scratch,
                        SequenceLoops.eachSequence(axis, sequence.toArray(Statement[]::new))),
                arguments);
    }

    private List<Statement> keysOfSource() {
        Index s = var("s");
        return List.of(
                new LetIndex("keyStart", Index.element(keyAxis.starts(), s)),
                new LetIndex("keys", Index.element(keyAxis.starts(), s.plus(1)).minus(var("keyStart"))));
    }

    /** The heads of a group, one after another, on rows that are 0 before. */
    private Statement addedUp(int many, List<Statement> all) {
        Buffer y = buffers.getLast();
        int behind = Math.toIntExact(form.groups()) * width;
        Phase clear = new Phase(
                "Clear",
                "y = 0",
                For.parallel(
                        "j",
                        rows.count(),
                        For.parallel("d", Index.of(width), new Store(y, List.of(rows.row(J), keyChannel()), real(0))),
                        For.parallel(
                                "d",
                                Index.of(width),
                                new Store(y, List.of(rows.row(J), keyChannel().plus(behind)), real(0)))));
        return Statement.block(clear, For.ordered("m", Index.ZERO, Index.of(many), Statement.block(all)));
    }

    private static Statement tasks(String index, int count, Statement body) {
        return new For(index, Index.ZERO, Index.of(count), 1, Order.TASKS, body);
    }
}
