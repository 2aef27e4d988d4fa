package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a piece of a kernel mentions: integer names, float names, places in memory. */
public final class Reads {
    private final Set<String> indices = new LinkedHashSet<>();
    private final Set<String> locals = new LinkedHashSet<>();
    private final Set<Index.Array> arrays = new LinkedHashSet<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final List<Access> accesses = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final Set<String> windows = new LinkedHashSet<>();

    /** Elements of a buffer that lie side by side, the first at {@code from}, counted from where the buffer begins. */
    public record Span(Buffer buffer, Index from, int elements) {}

    private Reads() {}

    public static Reads of(Statement statement) {
        Reads reads = new Reads();
        reads.visit(statement);
        return reads;
    }

    public static Reads of(Expr expr) {
        Reads reads = new Reads();
        reads.visit(expr);
        return reads;
    }

    /** Integer names that it does not declare itself, in order of first mention. */
    public Set<String> freeIndices() {
        Set<String> free = new LinkedHashSet<>(indices);
        free.removeAll(declared);
        return free;
    }

    /** The batch's arrays of which it reads elements. */
    public Set<Index.Array> arrays() {
        return arrays;
    }

    /** Float names, declared or not. */
    public Set<String> locals() {
        return locals;
    }

    public List<Access> accesses() {
        return accesses;
    }

    /** What the loads read. */
    public List<Span> spans() {
        return spans;
    }

    /** The buffers, each once by name, in order of first mention; not the windows that it opens itself. */
    public List<Buffer> buffers() {
        Map<String, Buffer> found = new LinkedHashMap<>();
        for (Access access : accesses) found.putIfAbsent(access.buffer().name(), access.buffer());
        found.keySet().removeAll(windows);
        return List.copyOf(found.values());
    }

    private void visit(Index index) {
        indices.addAll(index.names());
        arrays.addAll(index.arrays());
    }

    private void visit(Buffer buffer, List<Index> at) {
        visit(buffer.offset(at)); // not index by index: a stride that meets row 0 is not read
        accesses.add(new Access(buffer, at));
    }

    private void load(Buffer buffer, List<Index> at, int elements) {
        visit(buffer, at);
        spans.add(new Span(buffer, buffer.offset(at), elements));
    }

    private void visit(Expr expr) {
        switch (expr) {
            case Expr.Real _ -> {}
            case Expr.FromIndex(Index index) -> visit(index);
            case Expr.Local(String name, int _) -> locals.add(name);
            case Expr.Load(Buffer buffer, List<Index> at, int lanes) -> load(buffer, at, lanes);
            case Expr.LoadPairs(Buffer buffer, List<Index> at, int lanes) -> load(buffer, at, 2 * lanes);
            case Expr.Half(Expr.HalfOf _, Expr pairs) -> visit(pairs);
            case Expr.Broadcast(Expr value, int _) -> visit(value);
            case Expr.Lane(Expr vector, int _) -> visit(vector);
            case Expr.Unary(Expr.UnaryOp _, Expr value) -> visit(value);
            case Expr.Binary(Expr.BinaryOp _, Expr left, Expr right) -> {
                visit(left);
                visit(right);
            }
            case Expr.Fma(Expr a, Expr b, Expr c) -> {
                visit(a);
                visit(b);
                visit(c);
            }
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) -> {
                visit(left);
                visit(right);
                visit(then);
                visit(otherwise);
            }
            case Expr.Call(Elementary _, Expr argument) -> visit(argument);
            case Expr.Fold(Combine _, Expr vector) -> visit(vector);
        }
    }

    private void visit(Statement statement) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(this::visit);
            case Statement.For(String index, Index from, Index to, int _, Statement.Order _, Statement body) -> {
                visit(from);
                visit(to);
                declared.add(index);
                visit(body);
            }
            case Statement.Ladder(String index, Index from, Index to, List<Statement.Rung> rungs) -> {
                visit(from);
                visit(to);
                declared.add(index);
                rungs.forEach(r -> visit(r.body()));
            }
            case Statement.Strips(String index, Index from, Index to, var _, List<Statement.Rung> rungs) -> {
                visit(from);
                visit(to);
                declared.add(index);
                rungs.forEach(r -> visit(r.body()));
            }
            case Statement.Tasks(List<Statement.Axis> axes, Group group, Statement body) -> {
                for (Statement.Axis axis : axes) {
                    visit(axis.to());
                    declared.add(axis.index());
                }
                if (group.items() > 1) declared.addAll(List.of(Group.ACROSS, Group.DOWN));
                visit(body);
            }
            case Statement.Spread(String index, Index from, Index to, int _, Statement body) -> {
                visit(from);
                visit(to);
                declared.add(index);
                indices.add(Group.ACROSS);
                visit(body);
            }
            case Statement.When(Index left, Index right, Statement body) -> {
                visit(left);
                visit(right);
                visit(body);
            }
            case Statement.Barrier _ -> {}
            case Statement.LetIndex(String name, Index value) -> {
                visit(value);
                declared.add(name);
            }
            case Statement.Let(String name, Expr value) -> {
                locals.add(name);
                visit(value);
            }
            case Statement.Var(String name, Expr initial) -> {
                locals.add(name);
                visit(initial);
            }
            case Statement.Set(String name, Expr value) -> {
                locals.add(name);
                visit(value);
            }
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> {
                visit(buffer, at);
                visit(value);
            }
            case Statement.Fetch(Buffer to, Buffer from, List<Index> at, int _) -> {
                visit(from, at);
                accesses.add(new Access(to, List.of()));
            }
            case Statement.Window(Buffer window, Buffer from, List<Index> at, long _) -> {
                visit(from, at);
                windows.add(window.name());
            }
            case Statement.Reduce(String name, Combine _, String index, Index extent, Expr element) -> {
                locals.add(name);
                visit(extent);
                declared.add(index);
                visit(element);
            }
            case Statement.Phase(String _, String _, Statement body) -> visit(body);
            case Statement.Run(Routine routine) -> {
                indices.addAll(routine.indices());
                routine.buffers().forEach(b -> accesses.add(new Access(b, List.of())));
            }
        }
    }
}
