package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * What a task of a group does: between barriers each item runs by itself, one item after the other, from the first to the last or
 * backwards. Where items should wait for each other and do not, one of the two orders reads what is not there yet.
 */
final class GroupMeaning {
    private final LoopScope names;

    private GroupMeaning(LoopScope names) {
        this.names = names;
    }

    /** One step of all items. */
    private interface Together {
        void run(Run run);
    }

    /** What an item knows. */
    private record Item(long[] integers, float[][] floats) {}

    static StatementMeaning of(Statement body, Group group, LoopScope names) {
        if (group.items() == 1) return StatementMeaning.of(body, names);
        int across = names.integer(Group.ACROSS);
        int down = names.integer(Group.DOWN);
        Together all = new GroupMeaning(names).together(body);
        return scope -> {
            long[] integers = scope.integers;
            float[][] floats = scope.floats;
            Item[] items = new Item[group.items()];
            for (int i = 0; i < items.length; i++) {
                items[i] = new Item(integers.clone(), copy(floats));
                items[i].integers()[across] = i % group.across();
                items[i].integers()[down] = i / group.across();
            }
            Run run = new Run(scope, items);
            all.run(run);
            run.barrier();
            scope.integers = integers;
            scope.floats = floats;
        };
    }

    private static float[][] copy(float[][] floats) {
        float[][] copy = new float[floats.length][];
        for (int i = 0; i < floats.length; i++) copy[i] = floats[i] == null ? null : floats[i].clone();
        return copy;
    }

    /** A task being done: what has been met since the last barrier is done at the next one. */
    private static final class Run {
        private final LoopScope scope;
        private final Item[] items;
        private final List<StatementMeaning> met = new ArrayList<>();
        private boolean decides; // whether something met so far gives an integer a value

        Run(LoopScope scope, Item[] items) {
            this.scope = scope;
            this.items = items;
        }

        void meet(StatementMeaning step, boolean givesIntegers) {
            met.add(step);
            decides |= givesIntegers;
        }

        void barrier() {
            for (int i = 0; i < items.length; i++) {
                enter(items[scope.backwards ? items.length - 1 - i : i]);
                for (StatementMeaning step : met) step.run(scope);
            }
            met.clear();
            decides = false;
        }

        /** The value that all items have, who are about to wait for each other; of a condition only whether it holds. */
        long agreed(IndexMeaning value, boolean condition) {
            if (decides) barrier();
            enter(items[0]);
            long first = value.in(scope);
            for (Item item : items) {
                enter(item);
                long other = value.in(scope);
                if (condition ? (other > 0) != (first > 0) : other != first)
                    throw new IllegalStateException("not all items come to the barrier: " + first + " and " + other);
            }
            return first;
        }

        private void enter(Item item) {
            scope.integers = item.integers();
            scope.floats = item.floats();
        }
    }

    private Together together(Statement statement) {
        if (!hasBarrier(statement)) {
            StatementMeaning meaning = StatementMeaning.of(statement, names);
            boolean integer = statement instanceof Statement.LetIndex;
            return run -> run.meet(meaning, integer);
        }
        return switch (statement) {
            case Statement.Barrier _ -> Run::barrier;
            case Statement.Block(List<Statement> all) -> {
                List<Together> steps = all.stream().map(this::together).toList();
                yield run -> steps.forEach(s -> s.run(run));
            }
            case Statement.For loop -> loop(loop);
            case Statement.If(Index left, Index right, Statement body) -> {
                IndexMeaning less = IndexMeaning.of(right.minus(left), names);
                Together inner = together(body);
                yield run -> {
                    if (run.agreed(less, true) > 0) inner.run(run);
                };
            }
            default -> throw new IllegalStateException("items wait within " + statement);
        };
    }

    private Together loop(Statement.For loop) {
        IndexMeaning from = IndexMeaning.of(loop.from(), names);
        IndexMeaning to = IndexMeaning.of(loop.to(), names);
        int slot = names.integer(loop.index());
        Together body = together(loop.body());
        return run -> {
            long end = run.agreed(to, false);
            for (long i = run.agreed(from, false); i + loop.step() <= end; i += loop.step()) {
                long value = i;
                run.meet(scope -> scope.integers[slot] = value, true);
                body.run(run);
            }
        };
    }

    private static boolean hasBarrier(Statement statement) {
        return switch (statement) {
            case Statement.Barrier _ -> true;
            case Statement.Block(List<Statement> all) -> all.stream().anyMatch(GroupMeaning::hasBarrier);
            case Statement.For loop -> hasBarrier(loop.body());
            case Statement.If when -> hasBarrier(when.body());
            case Statement.CooperativeFor spread -> hasBarrier(spread.body());
            default -> false;
        };
    }
}
