package dev.attar.runtime.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecoderBatchTest {
    /** A sequence that nobody extends. */
    private static final class Still implements Sequence {
        @Override
        public int length() {
            return 0;
        }

        @Override
        public Sequence fork() {
            return new Still();
        }

        @Override
        public void truncate(int length) {}

        @Override
        public void close() {}
    }

    @Test
    void extensionsArePackedAndRowsAreCountedAsWanted() {
        DecoderBatch batch = new DecoderBatch();
        Sequence first = new Still();
        assertEquals(0, batch.add(first, new int[] {1, 2, 3}, Logits.ALL));
        assertEquals(1, batch.add(new Still(), new int[] {4, 5}, Logits.NONE));
        assertEquals(2, batch.add(new Still(), 6));
        assertEquals(3, batch.add(new Still(), new int[] {9, 7, 8, 9}, 1, 2, Logits.LAST));
        assertEquals(4, batch.count());
        assertEquals(8, batch.tokens());
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, Arrays.copyOf(batch.ids(), 8));
        assertArrayEquals(new int[] {0, 3, 5, 6, 8}, Arrays.copyOf(batch.starts(), 5));
        assertEquals(5, batch.rows());
        assertArrayEquals(new int[] {0, 3, 3, 4}, new int[] {batch.row(0), batch.row(1), batch.row(2), batch.row(3)});
        assertSame(first, batch.sequence(0));
        assertEquals(Logits.NONE, batch.wanted(1));
        assertEquals(2, batch.length(3));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.row(4));
    }

    @Test
    void itGrowsAndIsUsedAgainWithItsArrays() {
        DecoderBatch batch = new DecoderBatch();
        for (int i = 0; i < 40; i++) {
            batch.add(new Still(), new int[] {i, i, i}, Logits.LAST);
        }
        assertEquals(39, batch.ids()[119]);
        float[] room = batch.room(10);
        int[] ids = batch.ids();
        batch.clear();
        assertEquals(0, batch.rows());
        batch.add(new Still(), 5);
        assertSame(room, batch.room(10), "a smaller step allocates nothing");
        assertSame(ids, batch.ids());
    }

    @Test
    void aSequenceIsInABatchOnceAndWithTokens() {
        DecoderBatch batch = new DecoderBatch();
        Sequence sequence = new Still();
        batch.add(sequence, 1);
        assertThrows(IllegalArgumentException.class, () -> batch.add(sequence, 2));
        assertThrows(IllegalArgumentException.class, () -> batch.add(new Still(), new int[0], Logits.LAST));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.add(new Still(), new int[2], 1, 2, Logits.LAST));
        assertEquals(1, batch.count());
        assertEquals(1, batch.tokens());
    }
}
