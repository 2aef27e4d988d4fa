package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs {@code lanes} neighbouring iterations of a parallel loop as one on vectors. What depends on the index becomes a vector, the
 * rest stays a float and is broadcast where it meets one. Possible where everything that depends on the index lies side by side
 * in memory.
 */
final class Vectorise {
    private final String index;
    private final int lanes;
    private final Set<String> vectors = new HashSet<>();

    private Vectorise(String index, int lanes) {
        this.index = index;
        this.lanes = lanes;
    }

    /** A piece that cannot be a vector; never leaves this class. */
    private static final class NotSideBySide extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSideBySide() {
            super(null, null, false, false);
        }
    }

    /** The body for the lanes {@code index, index + 1, …} at once, or empty where memory does not lie so. */
    static Optional<Statement> apply(Statement body, String index, int lanes) {
        Vectorise vectorise = new Vectorise(index, lanes);
        try {
            vectorise.check(body);
            if (lanes == 1) return Optional.of(body);
            vectorise.findVectors(body);
            return Optional.of(vectorise.statement(body));
        } catch (NotSideBySide e) {
            return Optional.empty();
        }
    }

    /** The same for an expression; empty as above. It has {@code lanes} lanes even when it does not depend on the index. */
    static Optional<Expr> apply(Expr expr, String index, int lanes) {
        Vectorise vectorise = new Vectorise(index, lanes);
        try {
            for (var access : Reads.of(expr).accesses()) vectorise.dependsSideBySide(access.buffer(), access.indices());
            return Optional.of(lanes == 1 ? expr : vectorise.wide(expr));
        } catch (NotSideBySide e) {
            return Optional.empty();
        }
    }

    private void check(Statement body) {
        for (var access : Reads.of(body).accesses()) dependsSideBySide(access.buffer(), access.indices());
    }

    private boolean dependsSideBySide(Buffer buffer, List<Index> at) {
        Index offset = buffer.offset(at);
        if (!offset.dependsOn(Set.of(index))) return false;
        Index rest = offset.minus(Index.name(index));
        if (offset.factor(index) != 1 || rest.dependsOn(Set.of(index))) throw new NotSideBySide();
        return true;
    }

    /** Every float of the body: one that does not depend on the index is broadcast once, where it is made. */
    private void findVectors(Statement s) {
        switch (s) {
            case Statement.Block(List<Statement> all) -> all.forEach(this::findVectors);
            case Statement.For f -> findVectors(f.body());
            case Statement.When when -> findVectors(when.body());
            case Statement.Let(String name, Expr _) -> vectors.add(name);
            case Statement.Var(String name, Expr _) -> vectors.add(name);
            default -> {}
        }
    }

    private boolean isVector(Expr value) {
        Reads reads = Reads.of(value);
        if (reads.locals().stream().anyMatch(vectors::contains)) return true;
        for (var access : reads.accesses()) if (dependsSideBySide(access.buffer(), access.indices())) return true;
        return false;
    }

    private Statement statement(Statement s) {
        return switch (s) {
            case Statement.Block(List<Statement> all) ->
                new Statement.Block(all.stream().map(this::statement).toList());
            case Statement.For(String i, Index from, Index to, int step, Statement.Order order, Statement body) ->
                new Statement.For(i, from, to, step, order, statement(body));
            case Statement.Let(String name, Expr value) ->
                new Statement.Let(name, vectors.contains(name) ? wide(value) : value);
            case Statement.Var(String name, Expr value) ->
                new Statement.Var(name, vectors.contains(name) ? wide(value) : value);
            case Statement.Set(String name, Expr value) ->
                new Statement.Set(name, vectors.contains(name) ? wide(value) : value);
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> {
                if (!dependsSideBySide(buffer, at)) throw new NotSideBySide();
                yield new Statement.Store(buffer, at, wide(value));
            }
            case Statement.When(Index left, Index right, Statement body) -> {
                // For vectors it is decided once: by their first lane, whoever makes them sees to it that all agree.
                yield new Statement.When(left, right, statement(body));
            }
            case Statement.LetIndex let -> let;
            case Statement.Ladder _,
                    Statement.Strips _,
                    Statement.Tasks _,
                    Statement.Spread _,
                    Statement.Barrier _,
                    Statement.Fetch _,
                    Statement.Window _,
                    Statement.Reduce _,
                    Statement.Phase _,
                    Statement.Run _ -> throw new NotSideBySide();
        };
    }

    private Expr wide(Expr expr) {
        if (!isVector(expr)) return new Expr.Broadcast(expr, lanes);
        return switch (expr) {
            case Expr.Real _,
                    Expr.FromIndex _,
                    Expr.Broadcast _,
                    Expr.Lane _,
                    Expr.Fold _,
                    Expr.LoadPairs _,
                    Expr.Half _ -> throw new NotSideBySide();
            case Expr.Local(String name, int _) -> new Expr.Local(name, lanes);
            case Expr.Load(Buffer buffer, List<Index> at, int _) -> new Expr.Load(buffer, at, lanes);
            case Expr.Unary(Expr.UnaryOp op, Expr value) -> new Expr.Unary(op, wide(value));
            case Expr.Binary(Expr.BinaryOp op, Expr left, Expr right) -> new Expr.Binary(op, wide(left), wide(right));
            case Expr.Fma(Expr a, Expr b, Expr c) -> new Expr.Fma(wide(a), wide(b), wide(c));
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) ->
                new Expr.IfLess(wide(left), wide(right), wide(then), wide(otherwise));
            case Expr.Call(Elementary function, Expr argument) -> new Expr.Call(function, wide(argument));
        };
    }
}
