package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.RemainderLoop;
import dev.attar.compiler.loops.Statement.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Innermost parallel loops as vectors: whole register rows first, then single vectors, then single floats. */
final class Columns {
    private final Schedule schedule;

    Columns(Schedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Element by element: one vector at a time; left as it is where memory does not lie side by side, or where the loop begins within a
     * vector: it goes to the end of one.
     */
    Statement each(For loop) {
        int lanes = schedule.lanes();
        Optional<Statement> wide = Vectorise.apply(loop.body(), loop.index(), lanes);
        if (wide.isEmpty() || lanes == 1 || !loop.from().isMultipleOf(lanes)) return loop;
        Index full = Index.roundDown(loop.to(), lanes);
        List<Statement> parts = new ArrayList<>();
        if (!full.equals(Index.ZERO))
            parts.add(new For(loop.index(), loop.from(), full, lanes, Order.PARALLEL, wide.get()));
        if (!full.equals(loop.to())) parts.add(new For(loop.index(), full, loop.to(), 1, Order.PARALLEL, loop.body()));
        return Statement.block(parts);
    }

    /** A loop around a chain of multiply-adds: as many vectors side by side as the tile has. */
    RemainderLoop chains(For loop) {
        return new RemainderLoop(loop.index(), loop.from(), loop.to(), variants(loop));
    }

    /** The bodies of such a loop, by how many columns they take. */
    List<Variant> variants(For loop) {
        return widths(loop.to()).stream()
                .map(width -> new Variant(width, chains(loop, width)))
                .toList();
    }

    /** The body for {@code width} columns from the index on. */
    Statement chains(For loop, int width) {
        int lanes = width % schedule.lanes() == 0 ? schedule.lanes() : 1;
        Statement wide = Vectorise.apply(loop.body(), loop.index(), lanes)
                .orElseThrow(() -> new IllegalStateException("a chain over scattered columns: " + loop));
        return Jam.apply(wide, loop.index(), width / lanes, lanes);
    }

    /** The widths of the variants for this many columns: the tile's, then what remains in vectors, then in floats. */
    List<Integer> widths(Index columns) {
        int tile = schedule.tile().width();
        int lanes = schedule.lanes();
        List<Integer> widths = new ArrayList<>();
        if (!columns.isConstant()) {
            widths.add(tile);
            for (int unit : new int[] {16, lanes, 1}) {
                if (!isMultiple(columns, widths.getLast()) && unit < widths.getLast()) widths.add(unit);
            }
            return widths;
        }
        int rest = Math.toIntExact(columns.constant());
        if (rest >= tile) widths.add(tile);
        rest %= tile;
        if (rest >= lanes) widths.add(rest / lanes * lanes);
        if (rest % lanes > 0) widths.add(1);
        return widths;
    }

    private static boolean isMultiple(Index columns, int width) {
        return width == 1 || columns.isMultipleOf(width);
    }
}
