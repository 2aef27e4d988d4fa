package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Statement;

/**
 * Two nests as one: {@code y = c} in the first and {@code y = f(y)} in the second become {@code y = f(c)}, so that a result is
 * finished while it is in a register.
 */
final class Finished {
    private final Statement.Store result;
    private final Expr value;

    private Finished(Statement.Store result) {
        this.result = result;
        this.value = result.value();
    }

    /** The first store with what the second makes of it. */
    static Statement.Store of(Statement.Store result, Statement.Store finish) {
        if (!result.buffer().equals(finish.buffer()) || !result.indices().equals(finish.indices()))
            throw new IllegalStateException("what is finished is not the result: " + finish);
        return new Statement.Store(result.buffer(), result.indices(), new Finished(result).apply(finish.value()));
    }

    private Expr apply(Expr expr) {
        if (!(expr instanceof Expr.Load load)
                || !load.buffer().name().equals(result.buffer().name())) return expr.mapOperands(this::apply);
        if (!load.indices().equals(result.indices()))
            throw new IllegalStateException("another place of the result: " + load.indices());
        return value;
    }
}
