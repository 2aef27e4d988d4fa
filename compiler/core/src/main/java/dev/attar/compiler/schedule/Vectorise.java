package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
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

    /**
     * An expression for the lanes {@code index, index + 1, …} at once, or empty where memory does not lie so. It has
     * {@code lanes} lanes even when it does not depend on the index.
     */
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
        int step = buffer.element().step();
        Index rest = offset.minus(Index.name(index).times(step));
        if (offset.factor(index) != step || rest.dependsOn(Set.of(index))) throw new NotSideBySide();
        return true;
    }

    /** Every float of the body: one that does not depend on the index is broadcast once, where it is made. */
    private void findVectors(Statement s) {
        switch (s) {
            case Statement.Let let -> vectors.add(let.name());
            case Statement.Var variable -> vectors.add(variable.name());
            default -> s.children().forEach(this::findVectors);
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
            // A condition is decided once for all lanes: who makes them sees to it that they agree.
            case Statement.Block _, Statement.For _, Statement.If _ -> s.mapChildren(this::statement);
            case Statement.Let(String name, Expr value) -> new Statement.Let(name, wideIfVector(name, value));
            case Statement.Var(String name, Expr value) -> new Statement.Var(name, wideIfVector(name, value));
            case Statement.Set(String name, Expr value) -> new Statement.Set(name, wideIfVector(name, value));
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> {
                if (!dependsSideBySide(buffer, at)) throw new NotSideBySide();
                yield new Statement.Store(buffer, at, wide(value));
            }
            case Statement.LetIndex let -> let;
            default -> throw new NotSideBySide();
        };
    }

    private Expr wideIfVector(String name, Expr value) {
        return vectors.contains(name) ? wide(value) : value;
    }

    private Expr wide(Expr expr) {
        if (!isVector(expr)) return new Expr.Broadcast(expr, lanes);
        return switch (expr) {
            case Expr.Local(String name, int _) -> new Expr.Local(name, lanes);
            case Expr.Load(Buffer buffer, List<Index> at, int _) -> new Expr.Load(buffer, at, lanes);
            case Expr.Unary _, Expr.Binary _, Expr.Fma _, Expr.IfLess _, Expr.Call _ -> expr.mapOperands(this::wide);
            default -> throw new NotSideBySide();
        };
    }
}
