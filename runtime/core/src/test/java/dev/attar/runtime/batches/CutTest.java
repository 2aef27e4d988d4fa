package dev.attar.runtime.batches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CutTest {
    private final Cut cut = new Cut();

    @Property(tries = 500)
    void aCutHasEverySequenceOnceAndKeepsWorkersBusy(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 300) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 9) int members) {
        int[] starts = starts(lengths);
        if (!cut.of(starts, lengths.size(), members)) {
            return;
        }
        boolean[] seen = new boolean[lengths.size()];
        long[] loads = new long[members];
        int place = 0;
        for (int piece = 0; piece < cut.pieces(); piece++) {
            assertEquals(place, cut.first(piece));
            assertTrue(cut.end(piece) > cut.first(piece), "an empty piece");
            int tokens = 0;
            for (; place < cut.end(piece); place++) {
                int sequence = cut.sequence(place);
                assertFalse(seen[sequence], "twice: " + sequence);
                seen[sequence] = true;
                tokens += lengths.get(sequence);
            }
            assertTrue(tokens <= 192 || cut.end(piece) - cut.first(piece) == 1, tokens + " tokens in one piece");
            int idlest = IntStream.range(0, members)
                    .reduce((a, b) -> loads[b] < loads[a] ? b : a)
                    .orElseThrow();
            loads[idlest] += tokens;
        }
        assertEquals(lengths.size(), place);
        int all = starts[lengths.size()];
        for (long load : loads) {
            assertTrue(load * members <= all * 1.125, "a worker has " + load + " of " + all + " tokens");
        }
    }

    @Test
    void equalSequencesAreSharedOut() {
        assertTrue(cut.of(starts(List.of(128, 128, 128, 128)), 4, 2));
        assertEquals(4, cut.pieces());
    }

    @Test
    void shortSequencesComeTogether() {
        assertTrue(cut.of(starts(IntStream.range(0, 40).mapToObj(_ -> 10).toList()), 40, 2));
        assertEquals(4, cut.pieces());
    }

    @Test
    void whatWouldKeepOneWorkerWaitingStaysWhole() {
        assertFalse(cut.of(starts(List.of(300, 10, 10)), 3, 2));
        assertFalse(cut.of(starts(List.of(8, 8)), 2, 1), "too few tokens");
        assertFalse(cut.of(starts(List.of(500)), 1, 1), "one sequence");
    }

    private static int[] starts(List<Integer> lengths) {
        int[] starts = new int[lengths.size() + 1];
        for (int i = 0; i < lengths.size(); i++) {
            starts[i + 1] = starts[i] + lengths.get(i);
        }
        return starts;
    }
}
