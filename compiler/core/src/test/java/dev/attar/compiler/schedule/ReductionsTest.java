package dev.attar.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {
    @ParameterizedTest
    @EnumSource
    void everyWidthAndExtentHasTheOneOrder(Combine combine) {
        for (int extent = 1; extent <= 50; extent++) {
            float[] meant = Loops.run(Loops.reduction(combine, extent));
            for (int lanes = 1; lanes <= 16; lanes *= 2)
                SameBits.check(
                        meant,
                        Loops.run(expanded(Loops.reduction(combine, extent), lanes)),
                        combine + " of " + extent + " with " + lanes + " lanes");
        }
    }

    @Test
    void theOrderIsNotThatOfAPlainLoop() {
        float plain = 0;
        for (int i = 0; i < 48; i++) plain += Loops.numbers()[i];
        assertNotEquals(plain, Loops.run(expanded(Loops.reduction(Combine.SUM, 48), 8))[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void sixteenPartialResultsNeedSixteenOverLanesVectors(int lanes) {
        Statement sum = Statement.block(Reductions.expand(
                (Statement.Reduce) ((Statement.Block) Loops.reduction(Combine.SUM, 32))
                        .statements()
                        .getFirst(),
                lanes));
        long partials = Reads.of(sum).locals().stream()
                .filter(n -> n.matches("all[0-9]+"))
                .count();
        assertEquals(16 / lanes, partials);
    }

    @Test
    void scatteredElementsAreAFault() {
        Statement.Reduce down =
                new Statement.Reduce("all", Combine.SUM, "r", Index.of(16), Loops.x(Loops.at("r"), Index.ZERO));
        assertThrows(IllegalStateException.class, () -> Reductions.expand(down, 4));
    }

    private static Statement expanded(Statement block, int lanes) {
        List<Statement> out = new ArrayList<>();
        for (Statement s : ((Statement.Block) block).statements()) {
            if (s instanceof Statement.Reduce reduce) out.addAll(Reductions.expand(reduce, lanes));
            else out.add(s);
        }
        return Statement.block(out);
    }
}
