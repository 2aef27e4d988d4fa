package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tensor may be larger than the heap: its elements are asked for a part at a time. */
class WeightsInPartsTest {
    private static final int ELEMENTS = 700_001;

    @TempDir
    Path folder;

    private static float at(long index) {
        return index % 1000 / 8f;
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void theBytesAreThoseOfTheWholeTensor(ElementType type) throws Exception {
        float[] whole = new float[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            whole[i] = at(i);
        }
        Path once = folder.resolve("once");
        Path parts = folder.resolve("parts");
        new WeightsWriter(once).add("w", type, () -> whole, ELEMENTS).write();
        new WeightsWriter(parts)
                .addInParts(
                        "w",
                        type,
                        (first, target) -> System.arraycopy(whole, (int) first, target, 0, target.length),
                        ELEMENTS)
                .write();
        assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(parts));
    }

    @Test
    void noPartIsLarge() {
        List<Integer> lengths = new ArrayList<>();
        new WeightsWriter(folder.resolve("w"))
                .addInParts("w", ElementType.F32, (first, target) -> lengths.add(target.length), 3, ELEMENTS)
                .write();
        assertTrue(lengths.stream().allMatch(length -> length <= 1 << 18), lengths.toString());
        assertTrue(lengths.stream().mapToLong(Integer::longValue).sum() == 3L * ELEMENTS, lengths.toString());
    }
}
