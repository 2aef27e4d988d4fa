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
            case Statement.Product product ->
                new For(
                        product.rows().index(),
                        product.rows().from(),
                        product.rows().to(),
                        1,
                        Order.PARALLEL,
                        columns.chains(product.chains()));
            case For loop when accumulates(loop) -> columns.chains(loop);
            case For loop when loop.order() == Order.PARALLEL && isInnermost(loop) -> columns.each(loop);
            case For _, Statement.Phase _ -> statement.mapChildren(this::apply);
            default -> statement;
        };
    }

    /** Columns, each of which runs a float of its own through an ordered loop: a sum, or the largest, of many rows. */
    private static boolean accumulates(For loop) {
        return loop.order() == Order.PARALLEL
                && loop.body() instanceof Statement.Block(List<Statement> all)
                && all.stream().anyMatch(s -> s instanceof Statement.Var)
                && all.stream().anyMatch(s -> s instanceof For inner && inner.order() == Order.ORDERED);
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
