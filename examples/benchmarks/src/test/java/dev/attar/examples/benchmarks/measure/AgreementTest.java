package dev.attar.examples.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.benchmarks.engine.Hidden;
import dev.attar.examples.benchmarks.engine.Hidden.Place;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final EncoderShape SHAPE = new EncoderShape("Tiny", 1, 4, 2, 16);
    private static final List<int[]> SEQUENCES = List.of(new int[] {1, 2}, new int[] {3});

    /** Packed: three rows one after another. */
    private static Hidden packed() {
        return new Hidden(
                new float[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}},
                new Place[] {new Place(0, 0), new Place(0, 8)});
    }

    /** Padded to two rows each, in two arrays, the second sequence first. */
    private static Hidden padded(float last) {
        return new Hidden(
                new float[][] {{9, 10, 11, last, -1, -1, -1, -1}, {1, 2, 3, 4, 5, 6, 7, 8}},
                new Place[] {new Place(1, 0), new Place(0, 0)});
    }

    @Test
    void paddingAndOrderDoNotMatter() {
        assertEquals(0, Agreement.check(SHAPE, SEQUENCES, packed(), padded(12), "other"));
    }

    @Test
    void aDifferenceIsRefusedWithItsPlace() {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> Agreement.check(SHAPE, SEQUENCES, packed(), padded(12.01f), "other"))
                .getMessage();
        assertTrue(message.contains("sequence 1, token 0, channel 3: 12.01, not 12.0"), message);
    }

    @Test
    void notANumberIsADifference() {
        assertThrows(
                IllegalStateException.class,
                () -> Agreement.check(SHAPE, SEQUENCES, packed(), padded(Float.NaN), "other"));
    }
}
