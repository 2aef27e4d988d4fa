package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.If;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Work that goes row by row: a row of the group's items takes a row, each item every sixteenth element of it. That is the project's
 * one order of a reduction: sixteen partial results, one for each item, which meet in local memory.
 *
 * <p>Where a block ends beyond the last row, items go through the last row once more, because all must come to the barriers; they
 * store nothing.
 */
final class GroupRows {
    private static final int SIDE = GroupTile.SIDE;
    private static final String ROW = "row";
    private static final Buffer PARTIALS = new Buffer("partials", Space.LOCAL, List.of(Index.of(SIDE), Index.of(1)));

    private final Index limit;
    private boolean reduces;

    private GroupRows(Index limit) {
        this.limit = limit;
    }

    /** @param local what it needs in local memory is added here */
    static Statement of(For rows, Index first, int count, LocalMemory local) {
        GroupRows group = new GroupRows(rows.to());
        List<Statement> parts = new ArrayList<>();
        group.parts(rows.body(), parts);
        if (group.reduces) local.needs(PARTIALS, SIDE * SIDE);
        List<Statement> body = new ArrayList<>();
        Index block = Index.name("block");
        Index from = count > SIDE ? first.plus(block) : first;
        body.add(new LetIndex(ROW, from.plus(Index.name(Group.DOWN))));
        body.add(new LetIndex(
                rows.index(), Index.smaller(Index.name(ROW), rows.to().plus(-1))));
        List<Statement> waiting = Barriers.between(parts);
        body.addAll(waiting);
        boolean again = count > SIDE && waiting.stream().anyMatch(Barriers::isIn);
        if (again) body.add(new Statement.Barrier()); // before the next rows use the same local memory
        return count > SIDE
                ? new For("block", Index.ZERO, Index.of(count), SIDE, Order.ORDERED, Statement.block(body))
                : Statement.block(body);
    }

    private void parts(Statement statement, List<Statement> out) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> {
                for (int from = 0, to; from < all.size(); from = to) {
                    to = from + 1;
                    while (to < all.size() && storeTogether(all.subList(from, to), all.get(to))) to++;
                    if (to - from > 1) out.add(stored(all.subList(from, to)));
                    else parts(all.get(from), out);
                }
            }
            case Reduce reduce -> out.addAll(reduced(reduce));
            case For loop
            when loop.order() == Order.PARALLEL && Inside.isInnermost(loop) ->
                out.add(whenThere(
                        new Statement.CooperativeFor(loop.index(), loop.from(), loop.to(), SIDE, loop.body())));
            case For loop when loop.order() == Order.PARALLEL -> out.add(together(loop));
            case Statement.Store store -> out.add(whenThere(new If(Index.name(Group.ACROSS), Index.of(1), store)));
            case LetIndex _, Statement.Let _ -> out.add(statement);
            default -> throw new IllegalStateException("no row's work: " + statement);
        }
    }

    /**
     * Whether items need not wait between neighbouring loops that store parts of the same row: as these are disjoint, or since each
     * puts a number there, and lowering lets such parts not overlap. PoCL 3.1 computes wrongly where they do, one conditional loop after
     * the other with a barrier between.
     */
    private static boolean storeTogether(List<Statement> some, Statement other) {
        return some.stream()
                .allMatch(one -> fills(one).isPresent() && fills(one).equals(fills(other))
                        || one instanceof For a
                                && other instanceof For b
                                && Inside.isInnermost(a)
                                && Inside.isInnermost(b)
                                && Disjoint.areStores(a, b));
    }

    /** The buffer that a loop fills with a number. */
    private static Optional<String> fills(Statement statement) {
        return statement instanceof For loop
                        && loop.order() == Order.PARALLEL
                        && loop.body() instanceof Statement.Store(Buffer buffer, List<Index> _, Expr.Real _)
                ? Optional.of(buffer.name())
                : Optional.empty();
    }

    private Statement stored(List<Statement> loops) {
        List<Statement> all = new ArrayList<>();
        for (Statement s : loops) {
            For loop = (For) s;
            all.add(new Statement.CooperativeFor(loop.index(), loop.from(), loop.to(), SIDE, loop.body()));
        }
        return whenThere(Statement.block(all));
    }

    /** A loop that all items go through at once, turn by turn, as they share what each turn has in local memory. */
    private Statement together(For loop) {
        List<Statement> parts = new ArrayList<>();
        parts(loop.body(), parts);
        List<Statement> body = new ArrayList<>(Barriers.between(parts));
        if (body.stream().anyMatch(Barriers::isIn)) body.add(new Statement.Barrier()); // before the next turn stores
        return new For(loop.index(), loop.from(), loop.to(), loop.step(), Order.ORDERED, Statement.block(body));
    }

    /** For rows that are there. */
    private If whenThere(Statement statement) {
        return new If(Index.name(ROW), limit, statement);
    }

    private List<Statement> reduced(Reduce reduce) {
        reduces = true;
        Index full = Reductions.full(reduce);
        String partial = reduce.name() + "Part";
        Expr neutral = new Expr.Real(reduce.combine().neutral());
        Index across = Index.name(Group.ACROSS);
        Index down = Index.name(Group.DOWN);
        List<Statement> out = new ArrayList<>();
        Expr whole = neutral;
        if (!full.equals(Index.ZERO)) {
            out.add(new Statement.Var(partial, neutral));
            out.add(new Statement.CooperativeFor(
                    reduce.index(), Index.ZERO, full, SIDE, Reductions.next(reduce, partial, reduce.element())));
            out.add(new Statement.Store(PARTIALS, List.of(down, across), new Expr.Local(partial, 1)));
            whole = new Expr.Fold(
                    reduce.combine(), new Expr.Load(PARTIALS, List.of(down, Index.ZERO), Reductions.PARTIALS));
        }
        Reductions.tail(reduce, whole, out);
        return out;
    }
}
