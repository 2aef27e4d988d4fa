package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/** Statements of the loop IR as actions on a scope: what each does, written without regard to speed. */
interface StatementMeaning {
    int PARTIALS = 16;

    void run(LoopScope scope);

    static StatementMeaning of(Statement statement, LoopScope names) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) -> block(all, names);
            case Statement.For loop -> loop(loop, names);
            case Statement.Product product -> loop(product.loops(), names);
            case Statement.RemainderLoop remainder -> remainder(remainder, names);
            case Statement.TiledLoop strips -> strips(strips, names);
            case Statement.Tasks(List<Statement.Axis> axes, Group group, Statement body) ->
                tasks(axes, group, body, names);
            case Statement.LetIndex(String name, Index value) -> {
                IndexMeaning meaning = IndexMeaning.of(value, names);
                int slot = names.integer(name);
                yield scope -> scope.integers[slot] = meaning.in(scope);
            }
            case Statement.Let(String name, Expr value) -> declare(name, value, names);
            case Statement.Var(String name, Expr value) -> declare(name, value, names);
            case Statement.Set(String name, Expr value) ->
                assign(names.known(name, value.lanes()), value, ExprMeaning.of(value, names));
            case Statement.Store store -> store(store, names);
            case Statement.Fetch fetch -> fetch(fetch, names);
            case Statement.Draw _ -> throw new IllegalStateException("no seed is there");
            case Statement.Window window -> window(window, names);
            case Statement.Reduce reduce -> reduce(reduce, names);
            case Statement.Phase(String _, String _, Statement body) -> of(body, names);
            case Statement.Run(Routine routine) -> of(routine.body(), names);
            case Statement.CooperativeFor spread -> spread(spread, names);
            case Statement.If(Index left, Index right, Statement body) -> {
                IndexMeaning less = IndexMeaning.of(right.minus(left), names);
                StatementMeaning then = of(body, names);
                yield scope -> {
                    if (less.in(scope) > 0) then.run(scope);
                };
            }
            case Statement.Barrier _ -> throw new IllegalStateException("a barrier where an item is alone");
        };
    }

    private static StatementMeaning block(List<Statement> all, LoopScope names) {
        List<StatementMeaning> steps = new ArrayList<>();
        for (Statement s : all) steps.add(of(s, names));
        StatementMeaning[] inOrder = steps.toArray(StatementMeaning[]::new);
        return scope -> {
            for (StatementMeaning step : inOrder) step.run(scope);
        };
    }

    private static StatementMeaning declare(String name, Expr value, LoopScope names) {
        ExprMeaning meaning =
                ExprMeaning.of(value, names); // before the name is declared: it is not known in its own value
        return assign(names.declare(name, value.lanes()), value, meaning);
    }

    private static StatementMeaning assign(int slot, Expr value, ExprMeaning meaning) {
        int lanes = value.lanes();
        return scope -> {
            float[] to = scope.floats[slot];
            for (int lane = 0; lane < lanes; lane++) to[lane] = meaning.lane(scope, lane);
        };
    }

    private static StatementMeaning loop(Statement.For loop, LoopScope names) {
        IndexMeaning from = IndexMeaning.of(loop.from(), names);
        IndexMeaning to = IndexMeaning.of(loop.to(), names);
        int slot = names.integer(loop.index());
        StatementMeaning body = of(loop.body(), names);
        return scope -> {
            long first = from.in(scope);
            long count = Math.floorDiv(to.in(scope) - first, loop.step());
            boolean backwards = scope.backwards && loop.order() != Statement.Order.ORDERED;
            for (long i = 0; i < count; i++) {
                scope.integers[slot] = first + (backwards ? count - 1 - i : i) * loop.step();
                if (loop.order() == Statement.Order.TASKS) scope.memory.nextTask();
                body.run(scope);
            }
        };
    }

    private static StatementMeaning spread(Statement.CooperativeFor spread, LoopScope names) {
        IndexMeaning from = IndexMeaning.of(spread.from(), names);
        IndexMeaning to = IndexMeaning.of(spread.to(), names);
        int slot = names.integer(spread.index());
        int across = names.integer(Group.ACROSS);
        StatementMeaning body = of(spread.body(), names);
        return scope -> {
            long end = to.in(scope);
            for (long i = from.in(scope) + scope.integers[across]; i < end; i += spread.items()) {
                scope.integers[slot] = i;
                body.run(scope);
            }
        };
    }

    private static StatementMeaning remainder(Statement.RemainderLoop remainder, LoopScope names) {
        IndexMeaning from = IndexMeaning.of(remainder.from(), names);
        IndexMeaning to = IndexMeaning.of(remainder.to(), names);
        int slot = names.integer(remainder.index());
        List<StatementMeaning> bodies =
                remainder.variants().stream().map(r -> of(r.body(), names)).toList();
        return scope -> {
            long end = to.in(scope);
            long at = from.in(scope);
            for (int r = 0; r < bodies.size(); r++) {
                int step = remainder.variants().get(r).step();
                for (; at + step <= end; at += step) {
                    scope.integers[slot] = at;
                    bodies.get(r).run(scope);
                }
            }
            if (at != end) throw new IllegalStateException(remainder.index() + " stops at " + at + ", short of " + end);
        };
    }

    private static StatementMeaning strips(Statement.TiledLoop strips, LoopScope names) {
        IndexMeaning from = IndexMeaning.of(strips.from(), names);
        IndexMeaning to = IndexMeaning.of(strips.to(), names);
        int slot = names.integer(strips.index());
        List<StatementMeaning> bodies =
                strips.variants().stream().map(r -> of(r.body(), names)).toList();
        return scope -> {
            int end = Math.toIntExact(to.in(scope));
            int at = Math.toIntExact(from.in(scope));
            while (at < end) {
                int step = strips.stride(end - at);
                scope.integers[slot] = at;
                bodies.get(bodies.size() - step).run(scope);
                at += step;
            }
        };
    }

    private static StatementMeaning tasks(List<Statement.Axis> axes, Group group, Statement body, LoopScope names) {
        if (axes.isEmpty()) {
            StatementMeaning task = GroupMeaning.of(body, group, names);
            return scope -> {
                scope.memory.nextTask();
                task.run(scope);
            };
        }
        Statement.Axis axis = axes.getFirst();
        IndexMeaning to = IndexMeaning.of(axis.to(), names);
        int slot = names.integer(axis.index());
        StatementMeaning inner = tasks(axes.subList(1, axes.size()), group, body, names);
        return scope -> {
            long count = Math.ceilDiv(to.in(scope), (long) axis.stride());
            for (long i = 0; i < count; i++) {
                scope.integers[slot] = (scope.backwards ? count - 1 - i : i) * axis.stride();
                inner.run(scope);
            }
        };
    }

    private static StatementMeaning store(Statement.Store store, LoopScope names) {
        IndexMeaning place = IndexMeaning.place(store.buffer(), store.indices(), names);
        ExprMeaning value = ExprMeaning.of(store.value(), names);
        float[] lanes = new float[store.value().lanes()];
        Space space = store.buffer().space();
        return scope -> {
            for (int lane = 0; lane < lanes.length; lane++) lanes[lane] = value.lane(scope, lane);
            long at = place.in(scope);
            for (int lane = 0; lane < lanes.length; lane++) scope.memory.store(space, at + lane, lanes[lane]);
        };
    }

    private static StatementMeaning fetch(Statement.Fetch fetch, LoopScope names) {
        IndexMeaning from = IndexMeaning.place(fetch.from(), fetch.at(), names);
        int to = names.buffer(fetch.to().name());
        boolean grouped = fetch.from().element() == Element.GROUPED;
        return scope -> {
            for (int i = 0; i < fetch.floats(); i++) {
                float value = grouped
                        ? scope.memory.loadGrouped(from.in(scope), i % 16, i / 16)
                        : scope.memory.load(fetch.from().space(), from.in(scope) + i);
                scope.memory.store(fetch.to().space(), scope.integers[to] + i, value);
            }
        };
    }

    private static StatementMeaning window(Statement.Window window, LoopScope names) {
        IndexMeaning from = IndexMeaning.place(window.from(), window.at(), names);
        int begin = names.buffer(window.window().name());
        int end = names.endOfWindow(window.window().name());
        return scope -> {
            scope.integers[begin] = from.in(scope);
            scope.integers[end] = from.in(scope) + window.elements();
        };
    }

    /** The project's one order: see {@link Statement.Reduce}. */
    private static StatementMeaning reduce(Statement.Reduce reduce, LoopScope names) {
        IndexMeaning extent = IndexMeaning.of(reduce.extent(), names);
        int i = names.integer(reduce.index());
        ExprMeaning element = ExprMeaning.of(reduce.element(), names);
        int result = names.declare(reduce.name(), 1);
        Combine combine = reduce.combine();
        return scope -> {
            long count = extent.in(scope);
            long full = count / PARTIALS * PARTIALS;
            float[] partials = new float[PARTIALS];
            java.util.Arrays.fill(partials, combine.neutral());
            for (long e = 0; e < full; e++) {
                scope.integers[i] = e;
                int p = (int) (e % PARTIALS);
                partials[p] = ExprMeaning.apply(combine, partials[p], element.lane(scope, 0));
            }
            float all = ExprMeaning.tree(combine, partials);
            for (long e = full; e < count; e++) {
                scope.integers[i] = e;
                all = ExprMeaning.apply(combine, all, element.lane(scope, 0));
            }
            scope.floats[result][0] = all;
        };
    }
}
