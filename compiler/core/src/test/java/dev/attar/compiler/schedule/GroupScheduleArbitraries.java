package dev.attar.compiler.schedule;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Schedules for groups with small tiles: their loops are interpreted, and a large tile has much to do beyond the last row. */
public final class GroupScheduleArbitraries extends DomainContextBase {
    @Provide
    public Arbitrary<GroupSchedule> schedules() {
        return Combinators.combine(tiles(), tiles(), tiles().map(GroupScheduleArbitraries::few), tiles())
                .as((product, fine, few, attention) ->
                        new GroupSchedule("any", product, fine, few, attention, few(attention)))
                .withoutEdgeCases();
    }

    /** The tile for few rows. */
    private static GroupTile few(GroupTile tile) {
        return new GroupTile(1, tile.vectors(), tile.lanes(), tile.terms(), tile.ahead());
    }

    private static Arbitrary<GroupTile> tiles() {
        return Combinators.combine(
                        Arbitraries.of(1, 2, 3, 4),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(1, 2, 4),
                        Arbitraries.of(16, 32, 64),
                        Arbitraries.of(false, true))
                .as(GroupTile::new);
    }
}
