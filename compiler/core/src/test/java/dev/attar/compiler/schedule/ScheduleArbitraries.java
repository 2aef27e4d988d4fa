package dev.attar.compiler.schedule;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** The four schedules that are used, and any others: odd tiles, tasks of a row or two. */
public final class ScheduleArbitraries extends DomainContextBase {
    @Provide
    public Arbitrary<Schedule> schedules() {
        return Arbitraries.oneOf(
                        Arbitraries.of(Schedule.LANES_16, Schedule.LANES_8, Schedule.LANES_4, Schedule.SCALAR),
                        others())
                .withoutEdgeCases();
    }

    private static Arbitrary<Schedule> others() {
        Arbitrary<Tile> tiles = Combinators.combine(
                        Arbitraries.integers().between(1, 7), Arbitraries.of(1, 2, 4), Arbitraries.of(1, 2, 4, 8, 16))
                .as(Tile::new);
        return Combinators.combine(
                        tiles,
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 3))
                .as((tile, rows, simple, held) ->
                        new Schedule("any", tile, tile, rows, simple, Map.of(tile.rows(), held), true));
    }
}
