package dev.attar.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kernels of one or two statements, each with one name too few. */
class DefinitionCheckTest {
    private static final Buffer X = Buffer.rows("x", Space.ACTIVATION, 16);
    private static final Buffer Y = Buffer.rows("y", Space.ACTIVATION, 16);
    private static final Inputs INPUTS =
            new Inputs(List.of(new Axis("tokens", "T", "L", new Index.Array("starts"), 8)), List.of());

    private static void check(Statement... body) {
        DefinitionCheck.check(
                new Kernel("copy", "", List.of(X, Y), List.of(), For.parallel("t", Index.name("T"), body)), INPUTS);
    }

    private static void refused(String what, Statement... body) {
        IllegalStateException broken = assertThrows(IllegalStateException.class, () -> check(body));
        assertEquals("loop IR: " + what + " is not defined in copy", broken.getMessage());
    }

    private static Statement store(Buffer to, String row, Expr value) {
        return new Statement.Store(to, List.of(Index.name(row), Index.ZERO), value);
    }

    private static Expr load(Buffer from, String row) {
        return new Expr.Load(from, List.of(Index.name(row), Index.ZERO), 1);
    }

    @Test
    void whatIsDefinedBeforeIsKnown() {
        assertDoesNotThrow(() -> check(new Statement.Let("a", load(X, "t")), store(Y, "t", new Expr.Local("a", 1))));
        assertDoesNotThrow(() -> check(
                new Statement.LetIndex("s", Index.element(new Index.Array("starts"), Index.name("t"))),
                store(Y, "s", load(X, "t"))));
    }

    @Test
    void whatIsNotIsNamed() {
        refused("integer s", store(Y, "s", load(X, "t")));
        refused("float a", store(Y, "t", new Expr.Local("a", 1)), new Statement.Let("a", load(X, "t")));
        refused("buffer z", store(Y, "t", load(Buffer.rows("z", Space.ACTIVATION, 16), "t")));
        refused("array tokenIds", new Statement.LetIndex("s", Index.element(new Index.Array("tokenIds"), Index.ZERO)));
    }

    /** A name that is declared within a loop ends with it. */
    @Test
    void whatALoopDeclaresIsNotKnownAfterIt() {
        refused(
                "float a",
                For.parallel("c", Index.of(4), new Statement.Let("a", load(X, "t"))),
                store(Y, "t", new Expr.Local("a", 1)));
    }
}
