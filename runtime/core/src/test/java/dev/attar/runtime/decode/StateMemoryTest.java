package dev.attar.runtime.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.kernel.ProgramPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks are given out and taken back, and stay where they are. */
class StateMemoryTest {
    private final StateMemory memory = new StateMemory("Tiny", new ProgramPlan.State(2, 0, 3));

    @Test
    void aBlockIsAsLongAsTheLargerOfTokensAndSources() {
        int block = memory.take();
        assertEquals(16 * 3, memory.blocks()[block].length);
    }

    @Test
    void growingMovesNothing() {
        int first = memory.take();
        float[][] known = memory.blocks();
        float[] itsMemory = known[first];
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(memory.take());
        }
        assertSame(itsMemory, memory.blocks()[first], "a block is where it was");
        assertSame(itsMemory, known[first], "for calls that are under way, too");
        assertEquals(101, others.stream().distinct().count() + 1);
        assertFalse(others.contains(first));
    }

    @Test
    void aSharedBlockIsCopiedBeforeItIsWrittenTo() {
        int shared = memory.take();
        memory.blocks()[shared][5] = 7;
        memory.hold(shared);
        assertTrue(memory.isShared(shared));
        int own = memory.own(shared);
        assertNotEquals(shared, own);
        assertNotSame(memory.blocks()[shared], memory.blocks()[own]);
        assertArrayEquals(memory.blocks()[shared], memory.blocks()[own]);
        assertFalse(memory.isShared(shared));
        assertEquals(2, memory.held());
    }

    @Test
    void asMuchIsKeptForOthersAsIsHeldAndNothingWhenNobodyHoldsAny() {
        int[] blocks = new int[10];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = memory.take();
        }
        float[] last = memory.blocks()[blocks[9]];
        for (int i = 9; i >= 4; i--) {
            memory.release(blocks[i]);
        }
        memory.tidy();
        assertEquals(4, memory.held());
        assertEquals(8, memory.allocated());
        int again = memory.take();
        assertEquals(8, memory.allocated(), "what is kept is used first");
        memory.release(again);
        for (int i = 0; i < 4; i++) {
            memory.release(blocks[i]);
        }
        memory.tidy();
        assertEquals(0, memory.allocated());
        for (float[] block : memory.blocks()) {
            assertNull(block);
        }
        int next = memory.take();
        assertNotSame(last, memory.blocks()[next]);
    }
}
