package dev.attar.compiler.schedule;

import static dev.attar.compiler.schedule.Loops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JamTest {
    /** {@code y[t, n]} is a chain over k. */
    private static final Statement CELL = Loops.chain(at("t"), 1, 7).body();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12})
    void copiesSideBySideAreIterationsOneAfterAnother(int count) {
        Statement jammed = Jam.apply(CELL, "t", count, 1);
        SameBits.check(
                columns(new For("t", Index.ZERO, Index.of(12), 1, Order.PARALLEL, CELL)),
                columns(new For("t", Index.ZERO, Index.of(12), count, Order.PARALLEL, jammed)),
                count + " rows");
    }

    @Test
    void jammedTwiceIsATileWithTheRowFirst() {
        Statement tile = Jam.constants(Jam.apply(CELL, "n", 3, 1), "t", 2, 1);
        List<String> accumulators =
                Reads.of(tile).locals().stream().filter(n -> n.startsWith("c")).toList();
        assertEquals(List.of("c00", "c01", "c02", "c10", "c11", "c12"), accumulators);
    }

    @Test
    void coordinatesStayDistinctBeyondTen() {
        Statement tile = Jam.constants(Jam.apply(CELL, "n", 12, 1), "t", 12, 1);
        long accumulators =
                Reads.of(tile).locals().stream().filter(n -> n.startsWith("c")).count();
        assertEquals(144, accumulators);
        SameBits.check(
                Loops.run(For.parallel("t", Index.of(12), For.parallel("n", Index.of(12), CELL))),
                Loops.run(For.parallel("n", Index.of(1), tile)),
                "12 x 12");
    }

    @Test
    void whatDoesNotDependOnTheRowIsLoadedOnceForAll() {
        Statement jammed = Jam.apply(CELL, "t", 6, 1);
        long loadsOfB = Reads.of(jammed).accesses().stream()
                .filter(a -> a.buffer().equals(Loops.X) && a.indices().getLast().equals(at("n")))
                .count();
        assertEquals(1, loadsOfB);
    }

    /** For each of 5 columns. */
    private static float[] columns(Statement rows) {
        return Loops.run(For.parallel("n", Index.of(5), rows));
    }
}
