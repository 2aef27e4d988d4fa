package dev.attar.compiler.loops;

import java.util.List;
import java.util.function.UnaryOperator;

/** One step of a kernel. */
public sealed interface Statement {
    /** One after the other. */
    record Block(List<Statement> statements) implements Statement {
        public Block {
            statements = List.copyOf(statements);
        }
    }

    /** {@code for (index = from; index + step <= to; index += step) body}. */
    record For(String index, Index from, Index to, int step, Order order, Statement body) implements Statement {
        public static For parallel(String index, Index count, Statement... body) {
            return new For(index, Index.ZERO, count, 1, Order.PARALLEL, block(body));
        }

        public static For ordered(String index, Index from, Index to, Statement... body) {
            return new For(index, from, to, 1, Order.ORDERED, block(body));
        }
    }

    /** What may be done with the iterations of a loop. */
    enum Order {
        /** They do not depend on each other: any order, side by side, in vectors. */
        PARALLEL,
        /** As parallel, and worth being handed to different workers. */
        TASKS,
        /** One after the other, as written. */
        ORDERED
    }

    /**
     * The range from {@code from} to {@code to} in strides that get smaller: each rung runs while its step still fits, then the
     * next goes on from there.
     */
    record Ladder(String index, Index from, Index to, List<Rung> rungs) implements Statement {
        public Ladder {
            rungs = List.copyOf(rungs);
        }
    }

    record Rung(int step, Statement body) {
        /** The same rungs with changed bodies. */
        public static List<Rung> each(List<Rung> rungs, UnaryOperator<Statement> change) {
            return rungs.stream()
                    .map(r -> new Rung(r.step(), change.apply(r.body())))
                    .toList();
        }
    }

    /**
     * The range from {@code from} to {@code to} in as few strides as the largest rung allows, dealt out as said. There is a rung for
     * every step from the largest down to 1.
     */
    record Strips(String index, Index from, Index to, Dealing dealing, List<Rung> rungs) implements Statement {
        public Strips {
            rungs = List.copyOf(rungs);
            for (int i = 0; i < rungs.size(); i++)
                if (rungs.get(i).step() != rungs.size() - i)
                    throw new IllegalArgumentException("strips need a rung for every step down to 1");
        }

        /** The stride that begins where {@code left} are left. */
        public int stride(int left) {
            int largest = rungs.size();
            return switch (dealing) {
                case EVENLY -> Math.ceilDiv(left, Math.ceilDiv(left, largest));
                case REST_FIRST -> (left - 1) % largest + 1;
            };
        }

        /** How long the strides are. */
        public enum Dealing {
            /** All as long as each other or one shorter: no thin rest, which would cost as much as a full stride. */
            EVENLY,
            /** What whole strides leave over, then whole strides: where the first one waits for memory, a thin one is as good. */
            REST_FIRST
        }
    }

    /**
     * Work shared out among the workers: the body for every combination of the axes, the last axis fastest. All items of a group
     * run the body.
     */
    record Tasks(List<Axis> axes, Group group, Statement body) implements Statement {
        public Tasks {
            axes = List.copyOf(axes);
        }

        /** For workers that are alone. */
        public Tasks(List<Axis> axes, Statement body) {
            this(axes, Group.ONE, body);
        }
    }

    /**
     * The range from {@code from} to {@code to} spread over the {@code items} of a row of the group: each takes the indices
     * {@code from + across}, {@code from + across + items}, … No item waits for another within.
     */
    record Spread(String index, Index from, Index to, int items, Statement body) implements Statement {}

    /** The body where {@code left < right}. All items of a group agree where there is a barrier within. */
    record When(Index left, Index right, Statement body) implements Statement {}

    /** All items of the group wait for each other here, and see what the others have stored before. */
    record Barrier() implements Statement {}

    /** {@code index} goes through 0, stride, 2 * stride, … below {@code to}. */
    record Axis(String index, Index to, int stride) {}

    /** An integer that does not change. */
    record LetIndex(String name, Index value) implements Statement {}

    /** A float (or vector) that does not change. */
    record Let(String name, Expr value) implements Statement {}

    /** A float (or vector) that changes by {@link Set}. */
    record Var(String name, Expr initial) implements Statement {}

    record Set(String name, Expr value) implements Statement {}

    /** Stores the lanes of the value side by side, the first at the indices. */
    record Store(Buffer buffer, List<Index> indices, Expr value) implements Statement {
        public Store {
            indices = List.copyOf(indices);
        }
    }

    /**
     * {@code to[i] = from[at + i]} for {@code floats} floats that lie side by side: what plain loops read of the packed weights
     * is put where they read fast.
     */
    record Fetch(Buffer to, Buffer from, List<Index> at, int floats) implements Statement {
        public Fetch {
            at = List.copyOf(at);
        }
    }

    /**
     * From here to the end of its method, {@code window} is the {@code elements} elements of {@code from} that begin at {@code at}.
     * Nobody reads beyond them, which a compiler can see where the loops that read are as long as numbers say.
     */
    record Window(Buffer window, Buffer from, List<Index> at, long elements) implements Statement {
        public Window {
            if (window.space() != Buffer.Space.WINDOW || from.space() != Buffer.Space.WEIGHT)
                throw new IllegalArgumentException("a window is of weights, not " + window + " of " + from);
            at = List.copyOf(at);
        }
    }

    /**
     * {@code name = element(0) combined with … element(extent - 1)}, in the one order of the project: element i goes to partial
     * result i mod 16 while 16 are left; the sixteen are combined by a tree (j with j + 8, then + 4, + 2, + 1); the remaining
     * elements follow one by one.
     */
    record Reduce(String name, Combine combine, String index, Index extent, Expr element) implements Statement {}

    /** A named part of a kernel; scheduling gives each a method of its own. */
    record Phase(String name, String comment, Statement body) implements Statement {}

    /** Runs a part of the kernel that stands in a method of its own. */
    record Run(Routine routine) implements Statement {}

    static Statement block(Statement... statements) {
        return statements.length == 1 ? statements[0] : new Block(List.of(statements));
    }

    static Statement block(List<Statement> statements) {
        return statements.size() == 1 ? statements.getFirst() : new Block(statements);
    }
}
