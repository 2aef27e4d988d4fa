package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.RemainderLoop;
import dev.attar.compiler.loops.Statement.TiledLoop;
import dev.attar.compiler.loops.Statement.TiledLoop.SplitPolicy;
import dev.attar.compiler.loops.Statement.Variant;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Phases that go through the same rows one after another, as one pass over blocks of rows: a block goes through all phases while
 * it is in the cache, and memory that only hands a row from one phase to the next shrinks to one block. This is what keeps
 * attention from ever needing a T x T buffer.
 */
final class RowBlocks {
    private static final String ROW = "row";

    /** A cache line, which also keeps rows from lying whole pages apart; vectors of a row begin where cache lines do. */
    private static final int LEAD = 16;

    /** Of longer contexts, every call would pay with megabytes for what few of them use. */
    private static final int MOST_CONTEXT = 1 << 15;

    private final Schedule schedule;
    private final int context;
    private final Columns columns;
    private final Inside inside;
    private final Set<String> shrunk = new HashSet<>();
    private boolean parts; // whether reductions go through memory

    /** @param context the most tokens of a sequence */
    RowBlocks(Schedule schedule, int context) {
        this.schedule = schedule;
        this.context = context;
        this.columns = new Columns(schedule);
        this.inside = new Inside(schedule);
    }

    /** Joins what can be joined; everything else is scheduled by itself. */
    Statement apply(Kernel kernel, List<Statement> statements) {
        TurnedPanels panels = TurnedPanels.of(kernel, schedule);
        List<Statement> out = new ArrayList<>();
        List<Phase> group = new ArrayList<>();
        for (Statement s : statements) {
            if (s instanceof Phase phase && fits(group, phase)) {
                group.add(phase);
                continue;
            }
            flush(kernel, panels, group, out);
            if (s instanceof Phase phase && Rows.in(phase.body()).isPresent()) group.add(phase);
            else if (s instanceof For rounds && hasPhases(rounds)) out.add(rounds(kernel, rounds));
            else out.add(inside.apply(s));
        }
        flush(kernel, panels, group, out);
        return Statement.block(out);
    }

    /** A loop that goes through all of its phases in each turn. */
    private static boolean hasPhases(For loop) {
        return loop.order() == Order.ORDERED
                && loop.body() instanceof Statement.Block(List<Statement> all)
                && all.stream().anyMatch(Phase.class::isInstance);
    }

    private Statement rounds(Kernel kernel, For loop) {
        return new For(
                loop.index(),
                loop.from(),
                loop.to(),
                loop.step(),
                loop.order(),
                apply(kernel, ((Statement.Block) loop.body()).statements()));
    }

    private static boolean fits(List<Phase> group, Phase phase) {
        if (group.isEmpty()) return false;
        For first = Rows.of(group.getFirst());
        return Rows.in(phase.body())
                .filter(rows -> first.index().equals(rows.index()) && first.to().equals(rows.to()))
                .isPresent();
    }

    private void flush(Kernel kernel, TurnedPanels panels, List<Phase> group, List<Statement> out) {
        if (group.stream().anyMatch(p -> p.body() instanceof Product)) out.add(blocks(kernel, panels, group));
        else
            for (Phase phase : group)
                out.add(Outline.apply(
                        kernel.name() + phase.name(), phase.comment(), panels.anywhere(inside.apply(phase.body()))));
        group.clear();
    }

    private Statement blocks(Kernel kernel, TurnedPanels panels, List<Phase> group) {
        For first = Rows.of(group.getFirst());
        Set<String> perRow = perRow(group, first.index());
        shrunk.addAll(perRow);
        List<Phase> phases = group.stream().map(p -> apart(p, perRow)).toList();
        List<Variant> variants = new ArrayList<>();
        for (int step = schedule.tile().rows(); step >= 1; step--) {
            List<Statement> parts = new ArrayList<>();
            for (Phase phase : phases) parts.add(phase(kernel, panels, phase, perRow, step));
            // In a method of its own: all blocks in one would be more than C2 inlines, and what it does not inline is
            // slow.
            String name = kernel.name() + "Rows" + step;
            variants.add(new Variant(
                    step, Outline.apply(name, Outline.rows(step) + " through all phases", Statement.block(parts))));
        }
        return new TiledLoop(first.index(), first.from(), first.to(), SplitPolicy.EVENLY, variants);
    }

    private Statement phase(Kernel kernel, TurnedPanels panels, Phase phase, Set<String> perRow, int step) {
        String name = kernel.name() + phase.name() + step;
        if (!(phase.body() instanceof Product product)) {
            Statement body = inBlock(Rows.of(phase), perRow);
            RowReductions apart = new RowReductions(kernel.name() + phase.name(), phase, ROW, step, schedule);
            Optional<Statement> split = apart.apply(body);
            split.ifPresent(_ -> parts = true);
            return split.orElseGet(() -> Outline.apply(
                    name,
                    phase.comment() + " for " + Outline.rows(step),
                    For.parallel(ROW, Index.of(step), inside.apply(body))));
        }
        Product widest = WidestRow.of(inBlock(product, step), Index.ZERO, Index.of(step - 1L));
        Range loop = widest.columns();
        Index block = Index.name(product.rows().index());
        List<Variant> variants = new ArrayList<>();
        for (Variant chains : chains(widest)) {
            int width = chains.step();
            Statement row = inBlock(chains.body(), block, perRow);
            Statement tile = panels.fromPanelOn(Jam.constants(row, ROW, step, 1));
            String comment = phase.comment() + " on " + Outline.rows(step) + " of " + width;
            variants.add(
                    new Variant(width, Outline.holding(schedule.tile().held(step), name + "x" + width, comment, tile)));
        }
        return new RemainderLoop(loop.index(), loop.from(), loop.to(), variants);
    }

    /** The columns of a row, by how many are computed side by side. */
    private List<Variant> chains(Product row) {
        if (KeptBlocks.areColumns(row)) return KeptBlocks.columns(row, schedule);
        return columns.variants(KeptBlocks.areTerms(row) ? KeptBlocks.terms(row) : row.chains());
    }

    /**
     * In Java, rows of a block that are as long as the longest sequence lie a number of floats apart: as if it were the longest
     * that there can be, and {@link #LEAD} floats before each row. The rows of a tile are then read from one place, at distances
     * that stand in the instructions. Rows at distances that the call decides, and even a row at distance 0, get places of their
     * own, and C2 takes a read from a place that nothing needs any more for one that frees a vector register: it reads too early,
     * and registers spill.
     */
    private Phase apart(Phase phase, Set<String> perRow) {
        Statement body = Substitution.access(access -> {
                    Buffer buffer = access.buffer();
                    if (!perRow.contains(buffer.name()) || !isApart(buffer)) return access;
                    List<Index> at = new ArrayList<>(access.indices());
                    at.set(at.size() - 1, at.getLast().plus(LEAD));
                    return new Access(apart(buffer), at);
                })
                .apply(phase.body());
        return new Phase(phase.name(), phase.comment(), body);
    }

    private boolean isApart(Buffer buffer) {
        return schedule.forJava()
                && context <= MOST_CONTEXT
                && !buffer.strides().getFirst().isConstant();
    }

    private Buffer apart(Buffer buffer) {
        List<Index> strides = new ArrayList<>(buffer.strides());
        strides.set(0, Index.of(LEAD + Math.ceilDiv(context, LEAD) * LEAD));
        return buffer.withStrides(strides);
    }

    /** The body for row {@code i + row}; memory of the block is addressed by the row within it. */
    private static Statement inBlock(For rows, Set<String> perRow) {
        return inBlock(inBlock(rows.index(), rows.body()), Index.name(rows.index()), perRow);
    }

    /** The product of {@code step} rows of the block. */
    private static Product inBlock(Product product, int step) {
        return (Product) inBlock(
                product.rows().index(),
                new Product(
                        new Range(ROW, Index.of(step)),
                        product.columns(),
                        product.terms(),
                        product.initial(),
                        product.a(),
                        product.b(),
                        product.after()));
    }

    private static Statement inBlock(String index, Statement row) {
        return Substitution.index(index, Index.name(index).plus(Index.name(ROW)))
                .apply(row);
    }

    /** The statement with memory of a row addressed by the row's place in the block that begins at {@code begin}. */
    static Statement inBlock(Statement rows, Index begin, Set<String> perRow) {
        return Substitution.access(access -> {
                    if (!perRow.contains(access.buffer().name())) return access;
                    List<Index> at = new ArrayList<>(access.indices());
                    at.set(0, at.get(0).minus(begin));
                    return new Access(access.buffer(), at);
                })
                .apply(rows);
    }

    /** Scratch memory whose first index is the row in every access. */
    static Set<String> perRow(List<Phase> group, String row) {
        Set<String> all = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Phase phase : group) {
            for (Access access : Reads.of(phase.body()).accesses()) {
                Buffer buffer = access.buffer();
                boolean byRow = buffer.space() == Space.SCRATCH
                        && access.indices().getFirst().equals(Index.name(row));
                (byRow ? all : others).add(buffer.name());
            }
        }
        all.removeAll(others);
        return all;
    }

    /** The scratch memory after joining: shrunk buffers hold the rows of one block. */
    List<Kernel.Scratch> scratch(Kernel kernel) {
        List<Kernel.Scratch> all = new ArrayList<>(kernel.scratch());
        if (parts) all.add(RowReductions.scratch(schedule.tile().rows()));
        return all.stream()
                .map(s -> shrunk.contains(s.buffer().name()) ? block(s.buffer()) : s)
                .map(s -> s.floats().isConstant() // else a multiple of the longest sequence, which is one of 16
                        ? new Kernel.Scratch(s.buffer(), Index.roundUp(s.floats(), 16))
                        : s)
                .toList();
    }

    private Kernel.Scratch block(Buffer rows) {
        Buffer buffer = isApart(rows) ? apart(rows) : rows;
        Index row = buffer.strides().getFirst();
        return new Kernel.Scratch(buffer, row.times(schedule.tile().rows()));
    }

    /** A nest of task loops around phases; empty when the kernel is none. */
    static Optional<List<Statement>> taskBody(Statement body) {
        return body instanceof For loop && loop.order() == Order.TASKS
                ? Optional.of(loop.body() instanceof Statement.Block(List<Statement> all) ? all : List.of(loop.body()))
                : Optional.empty();
    }
}
