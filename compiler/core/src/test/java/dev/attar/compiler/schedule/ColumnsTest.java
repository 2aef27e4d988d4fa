package dev.attar.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnsTest {
    static Stream<Named<Schedule>> schedules() {
        return Stream.of(Schedule.LANES_16, Schedule.LANES_8, Schedule.LANES_4, Schedule.SCALAR)
                .map(schedule -> Named.of(schedule.name(), schedule));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void elementByElementAndChainsComeOutTheSameForAnyNumberOfColumns(Schedule schedule) {
        Columns columns = new Columns(schedule);
        for (int count = 1; count <= Loops.STRIDE; count += count < 20 ? 1 : 7) {
            Expr value = new Expr.Call(Elementary.SILU, Loops.x(Index.of(3), Loops.at("n")));
            For each = For.parallel("n", Index.of(count), Loops.y(Index.ZERO, Loops.at("n"), value));
            SameBits.check(Loops.run(each), Loops.run(columns.each(each)), count + " columns");
            For chain = Loops.chain(Index.of(2), count, 9);
            SameBits.check(Loops.run(chain), Loops.run(columns.chains(chain)), "chains of " + count + " columns");
        }
    }

    /** The widths cover all columns, also where their number is only known at run time. */
    @ParameterizedTest
    @MethodSource("schedules")
    void widthsReachTheEndOfAnyNumberOfColumns(Schedule schedule) {
        Columns columns = new Columns(schedule);
        for (int count = 1; count <= 300; count++) {
            assertEquals(0, left(columns.widths(Index.of(count)), count), schedule + ", " + count);
            assertEquals(0, left(columns.widths(Index.name("n")), count), schedule + ", any " + count);
        }
        Index padded = Index.roundUp(Index.name("n"), 16);
        for (int count = 16; count <= 320; count += 16)
            assertEquals(0, left(columns.widths(padded), count), schedule + ", padded " + count);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void scatteredColumnsStayAsTheyAre(Schedule schedule) {
        For down = For.parallel("n", Index.of(8), Loops.y(Loops.at("n"), Index.ZERO, Loops.real(1)));
        Statement each = new Columns(schedule).each(down);
        assertTrue(each.equals(down), each::toString);
    }

    private static int left(List<Integer> widths, int columns) {
        int left = columns;
        for (int width : widths) left %= width;
        return left;
    }
}
