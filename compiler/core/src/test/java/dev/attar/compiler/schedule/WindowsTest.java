package dev.attar.compiler.schedule;

import static dev.attar.compiler.schedule.Loops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights that are read through windows are the same weights. */
class WindowsTest {
    /** A loop over k that reads rows 3 to 9 of x, from column 5 on, two floats of each. */
    private static final Statement LOOP = Statement.block(
            new Statement.Var("c", Loops.real(0)),
            Statement.For.ordered(
                    "k",
                    Index.ZERO,
                    Index.of(7),
                    new Statement.Let("b0", Loops.x(at("k").plus(3), Index.of(5))),
                    new Statement.Let("b1", Loops.x(at("k").plus(3), Index.of(6))),
                    new Statement.Set("c", new Expr.Fma(Loops.local("b0"), Loops.local("b1"), Loops.local("c")))),
            Loops.y(Index.ZERO, Index.ZERO, Loops.local("c")));

    @Test
    void aWindowGoesFromTheFirstElementThatIsReadToTheLast() {
        Window window = window(Windows.apply(LOOP));
        assertEquals(List.of(Index.of(3 * Loops.STRIDE + 5)), window.at());
        assertEquals(6 * Loops.STRIDE + 2, window.elements());
    }

    @Test
    void theLoopReadsTheWindowAndNothingElse() {
        for (var span : Reads.of(Windows.apply(LOOP)).spans())
            assertEquals(Space.WINDOW, span.buffer().space());
        SameBits.check(Loops.run(LOOP), Loops.run(Windows.apply(LOOP)), "through a window");
    }

    @Test
    void readingBeyondAWindowWouldBeNoticed() {
        List<Statement> tooSmall = new ArrayList<>();
        for (Statement s : ((Statement.Block) Windows.apply(LOOP)).statements())
            tooSmall.add(s instanceof Window w ? new Window(w.window(), w.from(), w.at(), w.elements() - 1) : s);
        Statement wrong = Statement.block(tooSmall);
        assertThrows(IllegalStateException.class, () -> Loops.run(wrong));
    }

    @Test
    void whereNoNumberSaysHowFarALoopGoesThereIsNoWindow() {
        Statement some = Statement.block(
                new Statement.LetIndex("end", Index.of(7)),
                Statement.For.ordered(
                        "k", Index.ZERO, at("end"), Loops.y(at("k"), Index.ZERO, Loops.x(at("k"), Index.ZERO))));
        assertEquals(some, Windows.apply(some));
    }

    private static Window window(Statement tile) {
        return assertInstanceOf(
                Window.class,
                ((Statement.Block) tile)
                        .statements().stream()
                                .filter(Window.class::isInstance)
                                .findFirst()
                                .orElseThrow());
    }
}
