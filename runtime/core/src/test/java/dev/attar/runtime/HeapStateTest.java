package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.runtime.kernel.Frame;
import org.junit.jupiter.api.Test;

/** What is kept in the heap: blocks stay where they are, and calls under way keep the table that they were given. */
class HeapStateTest {
    @Test
    void growingMovesNothingAndWhatIsFreedIsGoneForLaterCallsOnly() {
        try (Session session = KeepingProgram.open()) {
            HeapState state = (HeapState) session.state();
            state.grow(2);
            state.allocate(0);
            state.allocate(1);
            float[][] before = table(state);
            assertEquals(16 * 3, before[0].length, "as long as the larger of tokens and sources");
            before[0][5] = 7;
            state.grow(100);
            assertSame(before[0], table(state)[0]);
            state.copy(0, 1);
            assertNotSame(table(state)[0], table(state)[1]);
            assertArrayEquals(table(state)[0], table(state)[1]);
            state.free(new int[] {0});
            assertNull(table(state)[0]);
            assertEquals(7, before[0][5], "a call that is under way has it");
            state.clear();
            assertEquals(0, state.blocks());
        }
    }

    @Test
    void itIsOfOneSession() {
        try (Session one = KeepingProgram.open();
                Session other = KeepingProgram.open()) {
            CallState state = one.state();
            state.check(one);
            assertThrows(IllegalArgumentException.class, () -> state.check(other));
        }
    }

    private static float[][] table(HeapState state) {
        Frame frame = new Frame();
        state.into(frame);
        return frame.state();
    }
}
