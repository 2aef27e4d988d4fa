package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Statement.Rung;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Rewrites a piece of a kernel: integers by name, floats by name, and memory accesses. A loop that declares a name again hides
 * it inside.
 *
 * @param indices what integer names become
 * @param locals what float names become
 * @param accesses what places in memory become
 */
public record Substitution(Map<String, Index> indices, Map<String, String> locals, UnaryOperator<Access> accesses) {
    /** A place in memory. */
    public record Access(Buffer buffer, List<Index> indices) {}

    public static Substitution index(String name, Index value) {
        return new Substitution(Map.of(name, value), Map.of(), UnaryOperator.identity());
    }

    public static Substitution access(UnaryOperator<Access> change) {
        return new Substitution(Map.of(), Map.of(), change);
    }

    public Index apply(Index index) {
        return indices.isEmpty() ? index : index.map(n -> indices.getOrDefault(n, Index.name(n)));
    }

    public Expr apply(Expr expr) {
        return switch (expr) {
            case Expr.Real real -> real;
            case Expr.FromIndex(Index index) -> new Expr.FromIndex(apply(index));
            case Expr.Local(String name, int lanes) -> new Expr.Local(locals.getOrDefault(name, name), lanes);
            case Expr.Load(Buffer buffer, List<Index> at, int lanes) -> {
                Access access = access(buffer, at);
                yield new Expr.Load(access.buffer(), access.indices(), lanes);
            }
            case Expr.LoadPairs(Buffer buffer, List<Index> at, int lanes) -> {
                Access access = access(buffer, at);
                yield new Expr.LoadPairs(access.buffer(), access.indices(), lanes);
            }
            case Expr.Half(Expr.HalfOf half, Expr pairs) -> new Expr.Half(half, apply(pairs));
            case Expr.Broadcast(Expr value, int lanes) -> new Expr.Broadcast(apply(value), lanes);
            case Expr.Lane(Expr vector, int lane) -> new Expr.Lane(apply(vector), lane);
            case Expr.Unary(Expr.UnaryOp op, Expr value) -> new Expr.Unary(op, apply(value));
            case Expr.Binary(Expr.BinaryOp op, Expr left, Expr right) -> new Expr.Binary(op, apply(left), apply(right));
            case Expr.Fma(Expr a, Expr b, Expr c) -> new Expr.Fma(apply(a), apply(b), apply(c));
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) ->
                new Expr.IfLess(apply(left), apply(right), apply(then), apply(otherwise));
            case Expr.Call(Elementary function, Expr argument) -> new Expr.Call(function, apply(argument));
            case Expr.Fold(Combine combine, Expr vector) -> new Expr.Fold(combine, apply(vector));
        };
    }

    private Access access(Buffer buffer, List<Index> at) {
        return accesses.apply(new Access(buffer, at.stream().map(this::apply).toList()));
    }

    private String local(String name) {
        return locals.getOrDefault(name, name);
    }

    public Statement apply(Statement statement) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) ->
                new Statement.Block(all.stream().map(this::apply).toList());
            case Statement.For(String index, Index from, Index to, int step, Statement.Order order, Statement body) ->
                new Statement.For(
                        index,
                        apply(from),
                        apply(to),
                        step,
                        order,
                        hiding(index).apply(body));
            case Statement.Ladder(String index, Index from, Index to, List<Rung> rungs) ->
                new Statement.Ladder(index, apply(from), apply(to), Rung.each(rungs, hiding(index)::apply));
            case Statement.Strips(String index, Index from, Index to, var dealing, List<Rung> rungs) ->
                new Statement.Strips(index, apply(from), apply(to), dealing, Rung.each(rungs, hiding(index)::apply));
            case Statement.Tasks(List<Statement.Axis> axes, Group group, Statement body) ->
                new Statement.Tasks(
                        axes.stream()
                                .map(a -> new Statement.Axis(a.index(), apply(a.to()), a.stride()))
                                .toList(),
                        group,
                        apply(body));
            case Statement.Spread(String index, Index from, Index to, int items, Statement body) ->
                new Statement.Spread(
                        index, apply(from), apply(to), items, hiding(index).apply(body));
            case Statement.When(Index left, Index right, Statement body) ->
                new Statement.When(apply(left), apply(right), apply(body));
            case Statement.Barrier barrier -> barrier;
            case Statement.LetIndex(String name, Index value) -> new Statement.LetIndex(name, apply(value));
            case Statement.Let(String name, Expr value) -> new Statement.Let(local(name), apply(value));
            case Statement.Var(String name, Expr initial) -> new Statement.Var(local(name), apply(initial));
            case Statement.Set(String name, Expr value) -> new Statement.Set(local(name), apply(value));
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> {
                Access access = access(buffer, at);
                yield new Statement.Store(access.buffer(), access.indices(), apply(value));
            }
            case Statement.Fetch(Buffer to, Buffer from, List<Index> at, int floats) -> {
                Access access = access(from, at);
                yield new Statement.Fetch(to, access.buffer(), access.indices(), floats);
            }
            case Statement.Window(Buffer window, Buffer from, List<Index> at, long elements) -> {
                Access access = access(from, at);
                yield new Statement.Window(window, access.buffer(), access.indices(), elements);
            }
            case Statement.Reduce(String name, Combine combine, String index, Index extent, Expr element) ->
                new Statement.Reduce(
                        local(name),
                        combine,
                        index,
                        apply(extent),
                        hiding(index).apply(element));
            case Statement.Phase(String name, String comment, Statement body) ->
                new Statement.Phase(name, comment, apply(body));
            case Statement.Run run -> run;
        };
    }

    private Substitution hiding(String index) {
        if (!indices.containsKey(index)) return this;
        Map<String, Index> fewer = new java.util.LinkedHashMap<>(indices);
        fewer.remove(index);
        return new Substitution(fewer, locals, accesses);
    }
}
