package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.PAD;
import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the kernels of attention's backward pass are made of: blocks of rows and columns of one head of a sequence, rows being queries or
 * keys and columns the others; products of them, rows side by side, what a row does not see, and the loops around all of it.
 *
 * <p>A bias is added to scores as in the forward pass. Where rows are keys, the biases of a head are turned round first, so that
 * those of neighbouring queries lie side by side.
 */
final class AttentionBlocks {
    static final double LOG2_E = 1 / Math.log(2);
    static final Index I = var("i");
    static final Index J = var("j");
    static final Index D = var("d");

    /** The queries or the keys of a sequence: where the first is, how many there are, and how many at most in this call. */
    record Side(Index start, Index count, Index longest) {
        Index row(Index place) {
            return start.plus(place);
        }
    }

    final AttentionOp.Form form;
    private final LoweringContext context;
    private final Value query;
    private final boolean byKeys;
    private final Optional<DistanceBias> bias;
    private final Axis axis;
    private final Axis keyAxis;
    final Side rows;
    final Side columns;
    final int width;
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Lowered.Argument> arguments = new ArrayList<>();
    private final List<Kernel.Scratch> scratch = new ArrayList<>();
    final List<Statement> phases = new ArrayList<>();

    /** @param byKeys whether rows of the result are keys, and not queries */
    AttentionBlocks(AttentionOp.Form form, Value query, Value key, boolean byKeys, LoweringContext context) {
        this.form = form;
        this.context = context;
        this.query = query;
        this.byKeys = byKeys;
        this.axis = context.axis(query);
        this.keyAxis = context.axis(key);
        Side queries = new Side(var("start"), var("length"), var(axis.longest()));
        Side keys = isCross() ? new Side(var("keyStart"), var("keys"), var(keyAxis.longest())) : queries;
        this.rows = byKeys ? keys : queries;
        this.columns = byKeys ? queries : keys;
        this.width = query.type().last() / form.heads();
        this.bias = DistanceBias.of(form.bias(), form.heads(), keyAxis.most());
    }

    // ---- heads and channels ----

    boolean isGrouped() {
        return form.groups() != form.heads();
    }

    Index head() {
        return isGrouped() ? var("g0").times(form.headsOfGroup()).plus(var("m")) : var("h");
    }

    Index channel() {
        return head().times(width).plus(D);
    }

    Index keyChannel() {
        return var(isGrouped() ? "g0" : "h").times(width).plus(D);
    }

    private boolean isCross() {
        return !axis.equals(keyAxis);
    }

    // ---- parts ----

    Buffer buffer(String formal, Value value) {
        Buffer rows = context.rows(formal, value);
        buffers.add(rows);
        arguments.add(Lowered.value(value));
        return rows;
    }

    Buffer square(String name) {
        return working(
                new Buffer(name, Space.SCRATCH, List.of(columns.longest(), Index.of(1))),
                rows.longest().times(columns.longest()));
    }

    Buffer row(String name) {
        return working(Buffer.vector(name, Space.SCRATCH), columns.longest());
    }

    Buffer working(Buffer buffer, Index floats) {
        scratch.add(new Kernel.Scratch(buffer, floats));
        return buffer;
    }

    /** A row for each channel of the head. */
    Buffer turned(String name, Buffer from, Index channel) {
        Buffer to = working(
                new Buffer(name, Space.SCRATCH, List.of(columns.longest(), Index.of(1))),
                columns.longest().times(width));
        return copied("Turn" + name.charAt(0), name + " = " + from.name() + "^T", to, List.of(D, J), from, channel);
    }

    /** The rows of the head side by side. */
    Buffer gathered(String name, Buffer from, Index channel) {
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

    /** {@code p = left right}, scores: with the bias of their distance where there is one. */
    void scores(String comment, Buffer p, Buffer left, Buffer right, SeenKeys seen, Index at) {
        Expr score = local(Product.SUM);
        if (bias.isPresent()) {
            DistanceBias b = bias.get();
            buffers.add(buffers.size() - 1, b.table()); // before the result, which is the last
            arguments.add(arguments.size() - 1, b.argument());
            Index offset = J.minus(I);
            score = byKeys
                    ? new Expr.Fma(
                            local(Product.SUM),
                            real(form.scale()),
                            load(turnedRound(b), offset.plus(columns.count()).plus(-1)))
                    : b.added(local(Product.SUM), form.scale(), head(), offset);
        }
        product("Scores", comment + (bias.isPresent() ? " scale + bias" : ""), p, left, right, "j", seen, at, score);
    }

    /** The biases of the head from the last query before a key to the first one behind it: that of offset 0 at {@code count - 1}. */
    private Buffer turnedRound(DistanceBias b) {
        Buffer turned = working(
                Buffer.vector("turnedBias", Space.SCRATCH),
                columns.longest().times(2).plus(PAD));
        Index offset = columns.count().plus(-1).minus(J);
        phases.add(new Phase(
                "Bias",
                "turnedBias = bias of the head, from the last offset to the first",
                For.parallel(
                        "all",
                        Index.of(1),
                        For.ordered(
                                "j",
                                Index.ZERO,
                                columns.count().times(2).plus(-1),
                                new Store(turned, List.of(J), load(b.table(), head(), offset.plus(b.middle())))))));
        return turned;
    }

    /** {@code to = left right} in the columns that each row sees, in whole vectors. */
    void product(
            String phase,
            String comment,
            Buffer to,
            Buffer left,
            Buffer right,
            String column,
            SeenKeys seen,
            Index at) {
        product(phase, comment, to, left, right, column, seen, at, local(Product.SUM));
    }

    /** @param result what is made of the product {@code c} */
    private void product(
            String phase,
            String comment,
            Buffer to,
            Buffer left,
            Buffer right,
            String column,
            SeenKeys seen,
            Index at,
            Expr result) {
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
                        new Store(to, List.of(I, var(column)), result))));
    }

    /** {@code y = left right} over what each row sees, added to what is there where heads add up. */
    void mix(
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
    void hide(List<Statement> out, Buffer shares, Index row, SeenKeys seen) {
        if (form.mask() instanceof Mask.None) return;
        out.add(each(shares, row, Index.ZERO, seen.from(), real(0)));
        out.add(each(shares, row, seen.from(), seen.first(), real(0)));
        out.add(each(shares, row, seen.end(), seen.to(), real(0)));
        out.add(each(shares, row, seen.to(), Index.roundUp(columns.count(), PAD), real(0)));
    }

    static Statement each(Buffer to, Index row, Index from, Index end, Expr value) {
        return new For("j", from, end, 1, Order.PARALLEL, new Store(to, List.of(row, J), value));
    }

    Expr power(Expr score, Expr shift) {
        return new Expr.Call(Elementary.EXP2, new Expr.Fma(score, real(factor()), shift));
    }

    /** What scores as they are stored are multiplied by: with a bias they are scaled before it is added. */
    double scale() {
        return bias.isPresent() ? 1 : form.scale();
    }

    double factor() {
        return scale() * LOG2_E;
    }

    Lowered lowered(String name, String comment, Value out, Optional<Dropping> dropping, boolean everyHead) {
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
        String biased = switch (form.bias()) {
            case ScoreBias.None() -> "";
            case ScoreBias.Alibi() -> "Alibi";
            case ScoreBias.Relative _ -> "Relative";
        };
        List<Statement> sequence = new ArrayList<>(isCross() ? keysOfSource() : List.of());
        dropping.ifPresent(d -> sequence.addAll(DropoutLoops.seeds(d, query, context)));
        sequence.add(heads);
        String site =
                dropping.map(d -> "Site" + Integer.toUnsignedString(d.number())).orElse("");
        return new Lowered(
                new Kernel(
                        name + form.heads() + "x" + width + groups + mask + biased + (isCross() ? "OfSource" : "")
                                + site,
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
