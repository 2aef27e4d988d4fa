package dev.attar.compiler.schedule;

import static dev.attar.compiler.schedule.Loops.at;
import static dev.attar.compiler.schedule.Loops.local;
import static dev.attar.compiler.schedule.Loops.real;
import static dev.attar.compiler.schedule.Loops.x;
import static dev.attar.compiler.schedule.Loops.y;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectoriseTest {
    /** Every kind of expression: values of the column, of the row, and of nothing. */
    private static final Statement BODY = Statement.block(
            new Statement.Let("row", x(Index.of(1), Index.of(2))),
            new Statement.Let("v", Expr.mul(x(Index.ZERO, at("c")), local("row"))),
            new Statement.Let("w", new Expr.Fma(local("v"), x(Index.of(2), at("c").plus(3)), real(0.5))),
            new Statement.Var("a", real(0)),
            For.ordered(
                    "k",
                    Index.ZERO,
                    Index.of(5),
                    new Statement.Set("a", Expr.add(local("a"), Expr.div(x(at("k"), at("c")), local("row"))))),
            y(
                    Index.ZERO,
                    at("c"),
                    new Expr.IfLess(
                            local("w"),
                            local("a"),
                            new Expr.Call(Elementary.GELU, local("w")),
                            new Expr.Unary(Expr.UnaryOp.NEGATE, Expr.max(local("a"), local("v"))))));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void lanesAreIterations(int lanes) {
        Statement wide = Vectorise.apply(BODY, "c", lanes).orElseThrow();
        SameBits.check(
                Loops.run(new For("c", Index.ZERO, Index.of(48), 1, Order.PARALLEL, BODY)),
                Loops.run(new For("c", Index.ZERO, Index.of(48), lanes, Order.PARALLEL, wide)),
                lanes + " lanes");
    }

    @Test
    void scatteredMemoryIsLeftAlone() {
        assertEquals(Optional.empty(), Vectorise.apply(y(at("c"), Index.ZERO, real(1)), "c", 4));
        assertEquals(
                Optional.empty(), Vectorise.apply(y(Index.ZERO, at("c"), x(Index.ZERO, at("c").times(2))), "c", 4));
    }

    @Test
    void oneStoreOfManyLanesIsNotManyStoresOfOneFloat() {
        assertEquals(Optional.empty(), Vectorise.apply(y(Index.ZERO, Index.ZERO, real(1)), "c", 4));
    }

    @Test
    void anExpressionThatDoesNotDependIsTheSameInEveryLane() {
        Expr wide = Vectorise.apply(x(Index.ZERO, Index.of(9)), "c", 8).orElseThrow();
        assertTrue(wide instanceof Expr.Broadcast, wide::toString);
        assertEquals(8, wide.lanes());
    }
}
