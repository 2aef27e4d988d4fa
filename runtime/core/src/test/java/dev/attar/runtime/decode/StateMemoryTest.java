package dev.attar.runtime.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.CallState;
import dev.attar.runtime.KeepingProgram;
import dev.attar.runtime.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks are given out and taken back; what is in them is {@code HeapStateTest}'s concern. */
class StateMemoryTest {
    private final Session session = KeepingProgram.open();
    private final CallState kept = session.state();
    private final StateMemory memory = new StateMemory(kept);

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void everyBlockIsAnotherOneWhileItIsHeld() {
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            blocks.add(memory.take());
        }
        assertEquals(101, blocks.stream().distinct().count());
        assertEquals(101, memory.held());
        assertTrue(kept.blocks() >= 101);
    }

    @Test
    void aSharedBlockIsCopiedForWhoWritesToIt() {
        int shared = memory.take();
        memory.hold(shared);
        assertTrue(memory.isShared(shared));
        int own = memory.own(shared);
        assertNotEquals(shared, own);
        assertFalse(memory.isShared(shared));
        assertEquals(2, memory.held());
    }

    @Test
    void asMuchIsKeptForOthersAsIsHeldAndNothingWhenNobodyHoldsAny() {
        int[] blocks = new int[10];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = memory.take();
        }
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
    }
}
