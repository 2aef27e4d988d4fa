package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.weights.Bfloat16;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsWriterTest {
    @TempDir
    private Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("out.safetensors");
        float[] large = new float[600_000]; // more than one chunk
        for (int i = 0; i < large.length; i++) {
            large[i] = i * 0.37f;
        }
        String odd = "odd \"name\"\\\n\u0001 é😀";
        new WeightsWriter(file)
                .metadata("note", "a \"quoted\" one\n")
                .add("half", ElementType.F16, () -> new float[] {1, 65504, 0x1p-24f}, 3)
                .add("large", () -> large, 600, 1000)
                .add(odd, ElementType.BF16, () -> new float[] {-3}, 1)
                .add("number", () -> new float[] {7})
                .add("empty", () -> new float[0], 2, 0)
                .write();
        try (Weights weights = Weights.open(file)) {
            assertEquals(Map.of("note", "a \"quoted\" one\n"), weights.metadata());
            assertArrayEquals(large, WeightsTest.floats(weights, "large"));
            assertArrayEquals(new float[] {1, 65504, 0x1p-24f}, WeightsTest.floats(weights, "half"));
            assertArrayEquals(new float[] {-3}, WeightsTest.floats(weights, odd));
            assertArrayEquals(new float[] {7}, WeightsTest.floats(weights, "number"));
            assertEquals(List.of(2L, 0L), weights.tensor("empty").orElseThrow().shape());
            assertEquals(ElementType.BF16, weights.tensor(odd).orElseThrow().type());
            weights.tensors()
                    .values()
                    .forEach(tensor -> assertEquals(
                            0, tensor.fileOffset() % tensor.type().bytes(), tensor.name() + " is not aligned"));
            weights.save(folder.resolve("copy.safetensors"));
        }
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(folder.resolve("copy.safetensors")));
        assertEquals(List.of("copy.safetensors", "out.safetensors"), files());
    }

    @Test
    void aTensorIsStreamedInPiecesToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        Path pieces = folder.resolve("pieces.safetensors");
        float[] values = new float[600_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * -0.37f;
        }
        int[] most = {0};
        WeightsWriter streamed = new WeightsWriter(pieces);
        WeightsWriter given = new WeightsWriter(whole);
        for (ElementType type : ElementType.values()) {
            given.add(type.name(), type, () -> values, values.length);
            streamed.addStreamed(
                    type.name(),
                    type,
                    (first, into) -> {
                        most[0] = Math.max(most[0], into.length);
                        System.arraycopy(values, (int) first, into, 0, into.length);
                    },
                    values.length);
        }
        streamed.addStreamed(
                        "empty",
                        ElementType.F32,
                        (_, _) -> {
                            throw new AssertionError();
                        },
                        0,
                        3)
                .write();
        given.add("empty", () -> new float[0], 0, 3).write();
        assertEquals(-1, Files.mismatch(whole, pieces));
        assertTrue(most[0] <= 1 << 19, most[0] + " values at once");
    }

    /** Larger than an array can be, and than the heap of these tests. */
    @Test
    void aTensorOfAnySizeIsNeverInMemoryAsAWhole() {
        long[] asked = {0};
        WeightsWriter writer = new WeightsWriter(folder.resolve("large.safetensors"))
                .addStreamed(
                        "large",
                        ElementType.BF16,
                        (first, into) -> {
                            asked[0] = first + into.length;
                            if (first > 1_000_000) {
                                throw new IllegalStateException("enough");
                            }
                        },
                        1L << 20,
                        1L << 12);
        assertThrows(IllegalStateException.class, writer::write);
        assertTrue(asked[0] > 1_000_000 && asked[0] < 2_000_000, "asked for " + asked[0]);
    }

    @Test
    void theOrderOfAddingDoesNotShowAndTheHeaderFillsEightBytes() throws IOException {
        Supplier<float[]> one = () -> new float[] {1};
        Path first = folder.resolve("1");
        Path second = folder.resolve("2");
        new WeightsWriter(first)
                .metadata("x", "1")
                .metadata("y", "2")
                .add("b", one, 1)
                .add("a", one, 1)
                .write();
        new WeightsWriter(second)
                .metadata("y", "2")
                .metadata("x", "1")
                .add("a", one, 1)
                .add("b", one, 1)
                .write();
        byte[] bytes = Files.readAllBytes(first);
        assertArrayEquals(bytes, Files.readAllBytes(second));
        assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("out.safetensors"), "old");
        WeightsWriter failing = new WeightsWriter(file)
                .add("a", () -> new float[4], 4)
                .add(
                        "b",
                        () -> {
                            throw new UnsupportedOperationException("no values today");
                        },
                        1);
        assertThrows(UnsupportedOperationException.class, failing::write);
        WeightsWriter lying = new WeightsWriter(file).add("a", () -> new float[3], 4);
        assertThrows(IllegalArgumentException.class, lying::write);
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("out.safetensors"), files());
    }

    @Test
    void aFolderThatIsNotThereIsReported() {
        WeightsException refused =
                assertThrows(WeightsException.class, () -> new WeightsWriter(folder.resolve("no/such/folder")).write());
        assertEquals(Kind.FILE, refused.problems().getFirst().kind());
    }

    @Test
    void namesThatCannotBeAreRefused() {
        WeightsWriter writer = new WeightsWriter(folder.resolve("x")).add("a", () -> new float[1], 1);
        for (String name : List.of("a", "__metadata__", "\ud800")) {
            assertThrows(IllegalArgumentException.class, () -> writer.add(name, () -> new float[1], 1), name);
        }
        assertThrows(IllegalArgumentException.class, () -> writer.add("b", () -> new float[1], -1));
    }

    /** The nearest of the two neighbours with 8 bits of precision; of two equally near ones the even. */
    @Property
    void bfloat16IsTheNearest(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        short rounded = Bfloat16.of(value);
        float back = Float.intBitsToFloat(rounded << 16);
        float below = Float.intBitsToFloat(bits & 0xffff0000);
        float above = Float.intBitsToFloat((bits & 0xffff0000) + 0x10000);
        if (Float.isNaN(value)) {
            assertTrue(Float.isNaN(back));
        } else if (Float.isInfinite(value)) {
            assertEquals(value, back);
        } else {
            double up = Float.isInfinite(above) ? Math.copySign(0x1p128, value) : above;
            double toBelow = Math.abs((double) value - below);
            double toAbove = Math.abs(up - value);
            boolean evenBelow = (bits & 0x10000) == 0;
            assertEquals(toBelow < toAbove || (toBelow == toAbove && evenBelow) ? below : above, back);
        }
    }
}
