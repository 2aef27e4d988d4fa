package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Statement.TiledLoop.SplitPolicy;
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
        Arbitrary<Integer> rows = Arbitraries.integers().between(1, 7);
        Arbitrary<Integer> held = Arbitraries.integers().between(0, 3);
        return Combinators.combine(
                        rows,
                        rows,
                        Arbitraries.of(1, 2, 4),
                        Arbitraries.of(1, 2, 4, 8, 16),
                        held,
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 40))
                .as((tall, halvesTall, vectors, lanes, floats, perTask, simple, fewest) -> new Schedule(
                        "any",
                        new Tile(tall, vectors, lanes, Map.of(tall, floats)),
                        new Tile(halvesTall, vectors, lanes, Map.of(halvesTall, floats)),
                        perTask,
                        simple,
                        fewest,
                        tall % 2 == 0 ? SplitPolicy.EVENLY : SplitPolicy.REST_FIRST,
                        true));
    }
}
