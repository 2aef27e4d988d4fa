package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * Products that go through what is kept, block by block. Where columns are the slots of blocks, a tile takes as many blocks side by
 * side as it is wide; where terms are, whole blocks go without asking how long they are:
 *
 * <pre>
 * for (j …; j += 16)  { block = …; for (lane = 0; lane &lt; min(16, end - j); lane++) body }
 * =&gt;  for (j …; j + 16 &lt;= end; j += 16)  { block = …; for (lane = 0; lane &lt; 16; lane++) body }
 *     for (j = down16(end) …; j += 16)   { block = …; for (lane = 0; lane &lt; end - j; lane++) body }
 * </pre>
 */
final class KeptBlocks {
    private static final int BLOCK = StatePlan.SLOTS;

    private KeptBlocks() {}

    /** Whether it is a loop over blocks around chains for the slots of one. */
    static boolean areColumns(Statement statement) {
        return statement instanceof For loop
                && loop.order() == Order.PARALLEL
                && loop.step() == BLOCK
                && Inside.accumulates(parts(loop).getLast());
    }

    /** As many blocks as the schedule's tile is wide, then one. */
    static List<Variant> columns(For loop, Schedule schedule) {
        List<Variant> variants = new ArrayList<>();
        int most = Math.max(1, schedule.tile().width() / BLOCK);
        variants.add(new Variant(most * BLOCK, columns(loop, most, schedule)));
        if (most > 1) variants.add(new Variant(BLOCK, columns(loop, 1, schedule)));
        return variants;
    }

    private static Statement columns(For loop, int blocks, Schedule schedule) {
        List<Statement> parts = new ArrayList<>(parts(loop));
        For lanes = (For) parts.removeLast();
        parts.addAll(statements(lanes(lanes, schedule)));
        return Jam.apply(Statement.block(parts), loop.index(), blocks, BLOCK);
    }

    /** The slots of a block: as vectors, or where a tile is narrower than a block as a loop over tiles. */
    private static Statement lanes(For loop, Schedule schedule) {
        int lanes = schedule.lanes();
        int wide = Math.min(BLOCK, schedule.tile().width());
        Statement vectors = Vectorise.apply(loop.body(), loop.index(), lanes)
                .orElseThrow(() -> new IllegalStateException("the slots of a block are scattered: " + loop));
        return wide == BLOCK
                ? Jam.constants(vectors, loop.index(), wide / lanes, lanes)
                : new For(
                        loop.index(),
                        loop.from(),
                        loop.to(),
                        wide,
                        loop.order(),
                        Jam.apply(vectors, loop.index(), wide / lanes, lanes));
    }

    /** The statement with loops over whole blocks apart from those over the last one. */
    static Statement wholeApart(Statement statement) {
        if (statement instanceof For loop && loop.order() == Order.ORDERED && loop.step() == BLOCK) return apart(loop);
        if (!(statement instanceof Statement.Block(List<Statement> all)))
            return statement.mapChildren(KeptBlocks::wholeApart);
        return new Statement.Block(
                all.stream().flatMap(s -> statements(wholeApart(s)).stream()).toList());
    }

    private static Statement apart(For loop) {
        List<Statement> parts = parts(loop);
        if (!(parts.getLast() instanceof For lanes)) return loop;
        Index end = loop.to().equals(Index.roundUp(end(loop, lanes), BLOCK)) ? end(loop, lanes) : null;
        if (end == null) return loop;
        Index whole = Index.roundDown(end, BLOCK);
        return Statement.block(
                with(loop, loop.from(), whole, lanes, Index.of(BLOCK)),
                with(loop, whole, loop.to(), lanes, end.minus(Index.name(loop.index()))));
    }

    /** What the last lane is the smaller one of, besides the length of a block. */
    private static Index end(For loop, For lanes) {
        for (var term : lanes.to().terms().entrySet())
            if (lanes.to().terms().size() == 1
                    && term.getKey().getFirst() instanceof Index.Atom.Smaller(Index left, Index right)
                    && left.equals(Index.of(BLOCK))) return right.plus(Index.name(loop.index()));
        return Index.ZERO;
    }

    private static For with(For loop, Index from, Index to, For lanes, Index count) {
        List<Statement> parts = new ArrayList<>(parts(loop));
        parts.removeLast();
        parts.add(new For(lanes.index(), lanes.from(), count, lanes.step(), lanes.order(), lanes.body()));
        return new For(loop.index(), from, to, loop.step(), loop.order(), Statement.block(parts));
    }

    /** The integers of a block, and the loop over its slots. */
    private static List<Statement> parts(For loop) {
        return statements(loop.body());
    }

    private static List<Statement> statements(Statement statement) {
        return statement instanceof Statement.Block(List<Statement> all) ? all : List.of(statement);
    }
}
