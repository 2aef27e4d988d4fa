package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import java.util.List;

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
        return switch (expr) {
            case Expr.Load(Buffer buffer, List<Index> at, int _)
            when buffer.name().equals(result.buffer().name()) -> {
                if (!at.equals(result.indices())) throw new IllegalStateException("another place of the result: " + at);
                yield value;
            }
            case Expr.Real _, Expr.FromIndex _, Expr.Local _, Expr.Load _, Expr.LoadPairs _ -> expr;
            case Expr.Half(Expr.HalfOf half, Expr pairs) -> new Expr.Half(half, apply(pairs));
            case Expr.Broadcast(Expr one, int lanes) -> new Expr.Broadcast(apply(one), lanes);
            case Expr.Lane(Expr vector, int lane) -> new Expr.Lane(apply(vector), lane);
            case Expr.Unary(Expr.UnaryOp op, Expr of) -> new Expr.Unary(op, apply(of));
            case Expr.Binary(Expr.BinaryOp op, Expr left, Expr right) -> new Expr.Binary(op, apply(left), apply(right));
            case Expr.Fma(Expr a, Expr b, Expr c) -> new Expr.Fma(apply(a), apply(b), apply(c));
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) ->
                new Expr.IfLess(apply(left), apply(right), apply(then), apply(otherwise));
            case Expr.Call(var function, Expr argument) -> new Expr.Call(function, apply(argument));
            case Expr.Fold(var combine, Expr vector) -> new Expr.Fold(combine, apply(vector));
        };
    }
}
