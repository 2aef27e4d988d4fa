package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * What a task of a group does: between barriers each item runs by itself, one item after the other, from the first to the last or
 * backwards. Where items should wait for each other and do not, one of the two orders reads what is not there yet.
 */
final class GroupMeaning {
    private final Group group;
    private final LoopScope names;

    private GroupMeaning(Group group, LoopScope names) {
        this.group = group;
        this.names = names;
    }

    /** One step of all items. */
    private interface Together {
        void run(LoopScope scope, Item[] items);
    }

    /** What an item knows. */
    private record Item(long[] integers, float[][] floats) {}

    static StatementMeaning of(Statement body, Group group, LoopScope names) {
        if (group.items() == 1) return StatementMeaning.of(body, names);
        int across = names.integer(Group.ACROSS);
        int down = names.integer(Group.DOWN);
        Together all = new GroupMeaning(group, names).together(body);
        return scope -> {
            long[] integers = scope.integers;
            float[][] floats = scope.floats;
            Item[] items = new Item[group.items()];
            for (int i = 0; i < items.length; i++) {
                items[i] = new Item(integers.clone(), copy(floats));
                items[i].integers()[across] = i % group.across();
                items[i].integers()[down] = i / group.across();
            }
            all.run(scope, items);
            scope.integers = integers;
            scope.floats = floats;
        };
    }

    private static float[][] copy(float[][] floats) {
        float[][] copy = new float[floats.length][];
        for (int i = 0; i < floats.length; i++) copy[i] = floats[i] == null ? null : floats[i].clone();
        return copy;
    }

    private Together together(Statement statement) {
        if (!hasBarrier(statement)) return alone(statement);
        return switch (statement) {
            case Statement.Barrier _ -> (_, _) -> {};
            case Statement.Block(List<Statement> all) -> block(all);
            case Statement.For loop -> loop(loop);
            case Statement.When(Index left, Index right, Statement body) -> {
                IndexMeaning less = IndexMeaning.of(right.minus(left), names);
                Together inner = together(body);
                yield (scope, items) -> {
                    if (agreed(less, scope, items, true) > 0) inner.run(scope, items);
                };
            }
            default -> throw new IllegalStateException("items wait within " + statement);
        };
    }

    /** What stands between two barriers is run by each item as a whole. */
    private Together block(List<Statement> all) {
        List<Together> steps = new ArrayList<>();
        List<Statement> run = new ArrayList<>();
        for (Statement s : all) {
            if (!hasBarrier(s)) {
                run.add(s);
                continue;
            }
            if (!run.isEmpty()) steps.add(alone(new Statement.Block(run)));
            run.clear();
            steps.add(together(s));
        }
        if (!run.isEmpty()) steps.add(alone(new Statement.Block(run)));
        return (scope, items) -> steps.forEach(s -> s.run(scope, items));
    }

    private Together alone(Statement statement) {
        StatementMeaning meaning = StatementMeaning.of(statement, names);
        return (scope, items) -> {
            for (int i = 0; i < items.length; i++) {
                enter(scope, items[scope.backwards ? items.length - 1 - i : i]);
                meaning.run(scope);
            }
        };
    }

    private Together loop(Statement.For loop) {
        IndexMeaning from = IndexMeaning.of(loop.from(), names);
        IndexMeaning to = IndexMeaning.of(loop.to(), names);
        int slot = names.integer(loop.index());
        Together body = together(loop.body());
        return (scope, items) -> {
            long end = agreed(to, scope, items, false);
            for (long i = agreed(from, scope, items, false); i + loop.step() <= end; i += loop.step()) {
                for (Item item : items) item.integers()[slot] = i;
                body.run(scope, items);
            }
        };
    }

    /** The value that all items have, who are about to wait for each other; of a condition only whether it holds. */
    private static long agreed(IndexMeaning value, LoopScope scope, Item[] items, boolean condition) {
        enter(scope, items[0]);
        long first = value.in(scope);
        for (Item item : items) {
            enter(scope, item);
            long other = value.in(scope);
            if (condition ? (other > 0) != (first > 0) : other != first)
                throw new IllegalStateException("not all items come to the barrier: " + first + " and " + other);
        }
        return first;
    }

    private static void enter(LoopScope scope, Item item) {
        scope.integers = item.integers();
        scope.floats = item.floats();
    }

    private static boolean hasBarrier(Statement statement) {
        return switch (statement) {
            case Statement.Barrier _ -> true;
            case Statement.Block(List<Statement> all) -> all.stream().anyMatch(GroupMeaning::hasBarrier);
            case Statement.For loop -> hasBarrier(loop.body());
            case Statement.When when -> hasBarrier(when.body());
            case Statement.Spread spread -> hasBarrier(spread.body());
            default -> false;
        };
    }
}
