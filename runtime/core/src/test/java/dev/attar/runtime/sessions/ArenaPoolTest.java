package dev.attar.runtime.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArenaPoolTest {
    @Test
    void memoryFallsBackAfterAPeak() {
        ArenaPool pool = new ArenaPool(4);
        pool.give(pool.take(30_000));
        long usual = pool.held();
        float[] peak = pool.take(5_000_000);
        float[] other = pool.take(4_000_000);
        pool.give(peak);
        pool.give(other);
        assertTrue(pool.held() >= 9_000_000);
        for (int call = 0; call < 2 * ArenaPool.WINDOW; call++) {
            pool.give(pool.take(30_000));
        }
        assertTrue(pool.held() <= 4 * usual, () -> "still " + pool.held() + " floats");
    }

    @Test
    void memoryThatIsNeededNowAndThenIsKept() {
        ArenaPool pool = new ArenaPool(1);
        float[] first = pool.take(1_000_000);
        pool.give(first);
        for (int call = 0; call < 10 * ArenaPool.WINDOW; call++) {
            float[] arena = pool.take(call % 200 == 0 ? 1_000_000 : 20_000);
            assertSame(first, arena);
            pool.give(arena);
        }
    }

    @Test
    void memoryIsUsedAgainAndReplacedWhenItIsTooSmall() {
        ArenaPool pool = new ArenaPool(1);
        float[] first = pool.take(100);
        pool.give(first);
        assertSame(first, pool.take(first.length));
        pool.give(first);
        float[] longer = pool.take(first.length + 1);
        assertTrue(longer.length > first.length);
        pool.give(longer); // finds room: the outgrown one is gone
        assertSame(longer, pool.take(1));
    }

    @Test
    void noMoreIsKeptThanAllowedAndAfterCloseNothing() {
        ArenaPool pool = new ArenaPool(2);
        List<float[]> arenas = Stream.generate(() -> pool.take(1)).limit(3).toList();
        assertEquals(3, arenas.stream().distinct().count());
        arenas.forEach(pool::give);
        assertTrue(arenas.contains(pool.take(1)));
        assertTrue(arenas.contains(pool.take(1)));
        assertTrue(!arenas.contains(pool.take(1)));
        pool.close();
        pool.give(arenas.getFirst());
        assertNotSame(arenas.getFirst(), pool.take(1));
    }

    @Test
    void theSmallestArrayThatIsLongEnoughIsTaken() {
        ArenaPool pool = new ArenaPool(3);
        float[] small = pool.take(1);
        float[] large = pool.take(1_000_000);
        float[] middle = pool.take(100_000);
        Stream.of(large, middle, small).forEach(pool::give);
        assertSame(middle, pool.take(90_000));
        assertSame(small, pool.take(1));
        assertSame(large, pool.take(1));
    }

    @Test
    void moreThanAnArrayHoldsIsAnErrorThatLeavesThePoolUsable() {
        ArenaPool pool = new ArenaPool(2);
        float[] arena = pool.take(1);
        pool.give(arena);
        assertThrows(OutOfMemoryError.class, () -> pool.take(ArenaPool.LONGEST + 1));
        assertSame(arena, pool.take(1));
    }

    @Test
    void poisonedMemoryHoldsNothingButNaN() {
        System.setProperty(ArenaPool.POISON, "true");
        try {
            ArenaPool pool = new ArenaPool(1);
            float[] arena = pool.take(10);
            for (int round = 0; round < 2; round++) {
                for (float value : arena) {
                    assertTrue(Float.isNaN(value));
                }
                arena[3] = 7;
                pool.give(arena);
                assertSame(arena, pool.take(10));
            }
        } finally {
            System.clearProperty(ArenaPool.POISON);
        }
    }

    @Property
    void roundingAddsAnEighthAtMost(@ForAll @IntRange(min = 1 << 14, max = Integer.MAX_VALUE - 8) int floats) {
        int rounded = ArenaPool.rounded(floats);
        assertTrue(rounded >= floats && rounded <= ArenaPool.LONGEST, floats + " became " + rounded);
        assertTrue(rounded - floats <= floats / 8, floats + " became " + rounded);
    }
}
