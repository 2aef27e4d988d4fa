package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import java.util.ArrayList;
import java.util.List;

/** Schedules what one worker does within a task: reductions into strips, innermost loops into vectors. */
final class Inside {
    private final Schedule schedule;
    private final Columns columns;

    Inside(Schedule schedule) {
        this.schedule = schedule;
        this.columns = new Columns(schedule);
    }

    Statement apply(Statement statement) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) -> {
                List<Statement> out = new ArrayList<>();
                for (Statement s : all) {
                    if (s instanceof Statement.Reduce reduce) out.addAll(Reductions.expand(reduce, schedule.lanes()));
                    else out.add(apply(s));
                }
                yield Statement.block(out);
            }
            case Statement.Reduce reduce -> Statement.block(Reductions.expand(reduce, schedule.lanes()));
            case For loop when isChain(loop) -> columns.chains(loop);
            case For loop when loop.order() == Order.PARALLEL && isInnermost(loop) -> columns.each(loop);
            case For _, Statement.Phase _ -> statement.mapChildren(this::apply);
            default -> statement;
        };
    }

    /** A parallel loop whose body runs an accumulator through an ordered loop. */
    static boolean isChain(Statement statement) {
        return statement instanceof For loop
                && loop.order() == Order.PARALLEL
                && loop.body() instanceof Statement.Block(List<Statement> all)
                && all.stream().anyMatch(s -> s instanceof Statement.Var)
                && all.stream().anyMatch(s -> s instanceof For inner && inner.order() == Order.ORDERED);
    }

    /** A loop over rows around a chain: a product. */
    static boolean isProduct(Statement statement) {
        return statement instanceof For rows && rows.order() == Order.PARALLEL && isChain(rows.body());
    }

    static boolean isInnermost(For loop) {
        return switch (loop.body()) {
            case Statement.Store _ -> true;
            case Statement.Block(List<Statement> all) ->
                all.stream().allMatch(s -> s instanceof Statement.Store || s instanceof Statement.Let);
            default -> false;
        };
    }
}
