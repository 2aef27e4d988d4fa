package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One step of a kernel. */
public sealed interface Statement {
    /** A copy of this statement whose parts are what the pass returns for them: the one way to look inside, and to change it. */
    Statement rewrite(Rewriting with);

    /** The statements directly inside, in order of execution; the body of a {@link Routine} is not inside. */
    default List<Statement> children() {
        List<Statement> found = new ArrayList<>();
        mapChildren(child -> {
            found.add(child);
            return child;
        });
        return found;
    }

    /** A copy of this statement with each of its {@link #children} changed. */
    default Statement mapChildren(UnaryOperator<Statement> change) {
        return rewrite(new Rewriting() {
            @Override
            public Statement statement(Statement child) {
                return change.apply(child);
            }

            @Override
            public Expr expr(Expr expr) {
                return expr;
            }
        });
    }

    /** This statement, what is inside of it, and the bodies of the routines that it runs, each before what is inside of it. */
    default Stream<Statement> all() {
        Stream<Statement> inside = this instanceof Run(Routine routine)
                ? routine.body().all()
                : children().stream().flatMap(Statement::all);
        return Stream.concat(Stream.of(this), inside);
    }

    /** One after the other. */
    record Block(List<Statement> statements) implements Statement {
        public Block {
            statements = List.copyOf(statements);
        }

        @Override
        public Statement rewrite(Rewriting with) {
            return new Block(statements.stream().map(with::statement).toList());
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

        @Override
        public Statement rewrite(Rewriting with) {
            Index first = with.index(from);
            Index end = with.index(to);
            return new For(index, first, end, step, order, with.declaring(index).statement(body));
        }
    }

    /** What an index goes through, one by one. */
    record Range(String index, Index from, Index to) {
        /** From 0 on. */
        public Range(String index, Index count) {
            this(index, Index.ZERO, count);
        }

        /** The bounds as a pass returns them. */
        Range rewrite(Rewriting with) {
            return new Range(index, with.index(from), with.index(to));
        }
    }

    /** What may be done with the iterations of a loop. */
    enum Order {
        /** They do not depend on each other: any order, side by side, in vectors. */
        PARALLEL,
        /** Any order, and each iteration is worth being handed to a worker of its own. */
        TASKS,
        /** One after the other, as written. */
        ORDERED
    }

    /**
     * The range from {@code from} to {@code to} in strides that get smaller: each variant runs while its step still fits, then the
     * next goes on from there.
     */
    record RemainderLoop(String index, Index from, Index to, List<Variant> variants) implements Statement {
        public RemainderLoop {
            variants = List.copyOf(variants);
        }

        @Override
        public Statement rewrite(Rewriting with) {
            Index first = with.index(from);
            Index end = with.index(to);
            return new RemainderLoop(index, first, end, Variant.each(variants, with.declaring(index)::statement));
        }
    }

    record Variant(int step, Statement body) {
        /** Copies of these variants with their bodies changed. */
        public static List<Variant> each(List<Variant> variants, UnaryOperator<Statement> change) {
            return variants.stream()
                    .map(r -> new Variant(r.step(), change.apply(r.body())))
                    .toList();
        }
    }

    /**
     * The range from {@code from} to {@code to} in as few strides as the largest variant allows, dealt out as said. There is a variant for
     * every step from the largest down to 1.
     */
    record TiledLoop(String index, Index from, Index to, SplitPolicy split, List<Variant> variants)
            implements Statement {
        public TiledLoop {
            variants = List.copyOf(variants);
            for (int i = 0; i < variants.size(); i++)
                if (variants.get(i).step() != variants.size() - i)
                    throw new IllegalArgumentException("strips need a variant for every step down to 1");
        }

        /** The stride that begins where {@code left} are left. */
        public int stride(int left) {
            int largest = variants.size();
            return switch (split) {
                case EVENLY -> Math.ceilDiv(left, Math.ceilDiv(left, largest));
                case REST_FIRST -> (left - 1) % largest + 1;
            };
        }

        /** How long the strides are. */
        public enum SplitPolicy {
            /** All as long as each other or one shorter: no thin rest, which would cost as much as a full stride. */
            EVENLY,
            /** What whole strides leave over, then whole strides: where the first one waits for memory, a thin one is as good. */
            REST_FIRST
        }

        @Override
        public Statement rewrite(Rewriting with) {
            Index first = with.index(from);
            Index end = with.index(to);
            return new TiledLoop(index, first, end, split, Variant.each(variants, with.declaring(index)::statement));
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

        @Override
        public Statement rewrite(Rewriting with) {
            List<Axis> changed = new ArrayList<>();
            Rewriting inside = with;
            for (Axis axis : axes) {
                changed.add(new Axis(axis.index(), with.index(axis.to()), axis.stride()));
                inside = inside.declaring(axis.index());
            }
            if (group.items() > 1) inside = inside.declaring(Group.ACROSS).declaring(Group.DOWN);
            return new Tasks(changed, group, inside.statement(body));
        }
    }

    /**
     * The range from {@code from} to {@code to} spread over the {@code items} of a row of the group: each takes the indices
     * {@code from + across}, {@code from + across + items}, … No item waits for another within.
     */
    record CooperativeFor(String index, Index from, Index to, int items, Statement body) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            Index first = with.index(from);
            Index end = with.index(to);
            with.index(Index.name(Group.ACROSS));
            return new CooperativeFor(
                    index, first, end, items, with.declaring(index).statement(body));
        }
    }

    /** The body where {@code left < right}. All items of a group agree where there is a barrier within. */
    record If(Index left, Index right, Statement body) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            Index one = with.index(left);
            Index other = with.index(right);
            return new If(one, other, with.statement(body));
        }
    }

    /** All items of the group wait for each other here, and see what the others have stored before. */
    record Barrier() implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            return this;
        }
    }

    /** {@code index} goes through 0, stride, 2 * stride, … below {@code to}. */
    record Axis(String index, Index to, int stride) {}

    /** An integer that does not change. */
    record LetIndex(String name, Index value) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            Index changed = with.index(value);
            with.declaring(name);
            return new LetIndex(name, changed);
        }
    }

    /** A float (or vector) that does not change. */
    record Let(String name, Expr value) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            return new Let(with.local(name), with.expr(value));
        }
    }

    /** A float (or vector) that changes by {@link Set}. */
    record Var(String name, Expr initial) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            return new Var(with.local(name), with.expr(initial));
        }
    }

    record Set(String name, Expr value) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            return new Set(with.local(name), with.expr(value));
        }
    }

    /** Stores the lanes of the value side by side, the first at the indices. */
    record Store(Buffer buffer, List<Index> indices, Expr value) implements Statement {
        public Store {
            indices = List.copyOf(indices);
        }

        @Override
        public Statement rewrite(Rewriting with) {
            Access access = with.access(buffer, indices);
            return new Store(access.buffer(), access.indices(), with.expr(value));
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

        @Override
        public Statement rewrite(Rewriting with) {
            Access access = with.access(from, at);
            with.whole(to);
            return new Fetch(to, access.buffer(), access.indices(), floats);
        }
    }

    /**
     * Fills {@code count} floats of {@code to}, and what is missing to a multiple of four, with what dropout multiplies by: 0 for what
     * is dropped, {@code kept} for the rest. Element e is drawn for column {@code column + e} of row {@code row}, or along rows for
     * column {@code column} of row {@code row + e}; the first column of a row is a multiple of four. Which words are drawn is said by
     * {@link dev.attar.compiler.model.DropoutOp}.
     *
     * @param site the number of the place in the model
     * @param layer the last word of the counter
     * @param key0 the first word of the key
     * @param threshold uniform numbers of 24 bits below this are dropped
     */
    record Draw(
            Buffer to,
            List<Index> at,
            Index count,
            boolean alongRows,
            Index column,
            Index row,
            int site,
            Index layer,
            Index key0,
            Index key1,
            int threshold,
            float kept)
            implements Statement {
        public Draw {
            at = List.copyOf(at);
        }

        @Override
        public Statement rewrite(Rewriting with) {
            Access access = with.access(to, at);
            return new Draw(
                    access.buffer(),
                    access.indices(),
                    with.index(count),
                    alongRows,
                    with.index(column),
                    with.index(row),
                    site,
                    with.index(layer),
                    with.index(key0),
                    with.index(key1),
                    threshold,
                    kept);
        }
    }

    /**
     * From here to the end of its method, {@code window} is the {@code elements} elements of {@code from} that begin at {@code at}.
     * Nobody reads beyond them, which a compiler can see where the loops that read are as long as numbers say.
     */
    record Window(Buffer window, Buffer from, List<Index> at, long elements) implements Statement {
        public Window {
            if (window.space() != Space.WINDOW || from.space() != Space.WEIGHT)
                throw new IllegalArgumentException("a window is of weights, not " + window + " of " + from);
            at = List.copyOf(at);
        }

        @Override
        public Statement rewrite(Rewriting with) {
            Access access = with.access(from, at);
            with.opens(window);
            return new Window(window, access.buffer(), access.indices(), elements);
        }
    }

    /**
     * {@code name = element(0) combined with … element(extent - 1)}, in the one order of the project: element i goes to partial
     * result i mod 16 while 16 are left; the sixteen are combined by a tree (j with j + 8, then + 4, + 2, + 1); the remaining
     * elements follow one by one.
     */
    record Reduce(String name, Combine combine, String index, Index extent, Expr element) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            String changed = with.local(name);
            Index count = with.index(extent);
            return new Reduce(
                    changed, combine, index, count, with.declaring(index).expr(element));
        }
    }

    /**
     * For every row and column {@code c = initial}, then {@code c = fma(a, b, c)} through the terms in order, then {@code after}, which
     * reads {@code c}. Rows and columns may come in any order; where columns and terms begin and end may depend on the row. Which rows and
     * columns are computed side by side, and where operands are copied to first, is a schedule's concern.
     */
    record Product(Range rows, Range columns, Range terms, Expr initial, Expr.Load a, Expr.Load b, Statement after)
            implements Statement {
        /** The float that {@code after} reads. */
        public static final String SUM = "c";

        @Override
        public Statement rewrite(Rewriting with) {
            Range row = rows.rewrite(with);
            Rewriting inRow = with.declaring(rows.index());
            Range column = columns.rewrite(inRow);
            Rewriting inColumn = inRow.declaring(columns.index());
            Expr start = inColumn.expr(initial);
            Range term = terms.rewrite(inColumn);
            Rewriting inTerm = inColumn.declaring(terms.index());
            Expr.Load right = b.rewrite(inTerm);
            Expr.Load left = a.rewrite(inTerm);
            return new Product(row, column, term, start, left, right, inColumn.statement(after));
        }

        /** What it means: a loop over the rows around one over the columns around the chain. */
        public For loops() {
            return new For(rows.index(), rows.from(), rows.to(), 1, Order.PARALLEL, chains());
        }

        /** The columns of one row. */
        public For chains() {
            List<Statement> body = new ArrayList<>();
            body.add(new Let("initial", initial));
            body.add(new Var(SUM, new Expr.Local("initial", 1)));
            body.add(For.ordered(
                    terms.index(),
                    terms.from(),
                    terms.to(),
                    new Let("b", b),
                    new Let("a", a),
                    new Set(
                            SUM,
                            new Expr.Fma(new Expr.Local("a", 1), new Expr.Local("b", 1), new Expr.Local(SUM, 1)))));
            if (after instanceof Block(List<Statement> all)) body.addAll(all);
            else body.add(after);
            return new For(columns.index(), columns.from(), columns.to(), 1, Order.PARALLEL, new Block(body));
        }
    }

    /** A named part of a kernel; scheduling gives each a method of its own. */
    record Phase(String name, String comment, Statement body) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            return new Phase(name, comment, with.statement(body));
        }
    }

    /** Runs a part of the kernel that stands in a method of its own. */
    record Run(Routine routine) implements Statement {
        @Override
        public Statement rewrite(Rewriting with) {
            return new Run(with.routine(routine));
        }
    }

    static Statement block(Statement... statements) {
        return statements.length == 1 ? statements[0] : new Block(List.of(statements));
    }

    static Statement block(List<Statement> statements) {
        return statements.size() == 1 ? statements.getFirst() : new Block(statements);
    }
}
