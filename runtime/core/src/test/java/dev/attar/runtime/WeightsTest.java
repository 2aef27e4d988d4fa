package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    @TempDir
    private Path folder;

    @Test
    void allThreeTypesAreReadAsFloatsAlsoWhereTheyAreNotAligned() {
        String header = "{\"half\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[0,6]},"
                + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[6,10]},"
                + "\"full\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[10,18]}}";
        ByteBuffer data = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3c00).putShort((short) 0xc000).putShort((short) 0x0001); // 1, -2, 2^-24
        data.putShort((short) 0x3f80).putShort((short) 0xc049); // 1, -3.140625
        data.putFloat(0.1f).putFloat(-Float.MIN_VALUE);
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        Path file = SafetensorsBytes.write(folder.resolve("w.safetensors"), SafetensorsBytes.file(head, data.array()));
        try (Weights weights = Weights.open(file)) {
            assertArrayEquals(new float[] {1, -2, 0x1p-24f}, floats(weights, "half"));
            assertArrayEquals(new float[] {1, -3.140625f}, floats(weights, "brain"));
            assertArrayEquals(new float[] {0.1f, -Float.MIN_VALUE}, floats(weights, "full"));
            assertEquals(
                    8 + head.length + 10, weights.tensor("full").orElseThrow().fileOffset());
            float[] part = {9, 9, 9};
            weights.tensor("half").orElseThrow().read(1, part, 1, 1);
            assertArrayEquals(new float[] {9, -2, 9}, part);
        }
    }

    @Test
    void arraysBecomeWeightsOfTheirOwn() {
        float[] values = {1, 2, 3, 4};
        try (Weights weights =
                Weights.of(Map.of("m", FloatTensor.of(values, 2, 2), "e", FloatTensor.of(new float[0], 0)))) {
            values[0] = 99;
            assertArrayEquals(new float[] {1, 2, 3, 4}, floats(weights, "m"));
            assertEquals(List.of(2L, 2L), weights.tensor("m").orElseThrow().shape());
            assertEquals(List.of("e", "m"), List.copyOf(weights.tensors().keySet()));
        }
    }

    @Test
    void aShapeThatItsValuesDoNotFillIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[3], 2, 2));
        assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[1], -1, -1));
        assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[0], 1L << 32, 1L << 32));
    }

    @Test
    void aPathThatIsNoFileIsRefused() {
        assertFile(folder.resolve("absent.safetensors"), "no such file");
        assertFile(folder, "a directory");
    }

    @Test
    void anInterruptedThreadIsToldSoAndStaysInterrupted() throws IOException {
        Path file = folder.resolve("some.safetensors");
        try (Weights weights = ToyProgram.weights()) {
            weights.save(file);
            Thread.currentThread().interrupt();
            for (Executable attempt : List.<Executable>of(
                    () -> Weights.open(file),
                    () -> Session.open(new ToyProgram(), weights, Options.defaults()),
                    () -> weights.save(folder.resolve("other.safetensors")))) {
                WeightsException refused = assertThrows(WeightsException.class, attempt);
                assertEquals(Kind.INTERRUPTED, refused.problems().getFirst().kind());
                assertTrue(Thread.currentThread().isInterrupted());
            }
        } finally {
            assertTrue(Thread.interrupted());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anInterruptAtAnyMomentLeavesNothingMapped() throws Exception {
        Path file = folder.resolve("interrupted.safetensors");
        try (Weights weights = ToyProgram.weights()) {
            weights.save(file);
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread loader = new Thread(() -> {
            for (int i = 0; i < 2_000; i++) {
                try {
                    Weights.open(file).close();
                } catch (WeightsException interrupted) {
                    Thread.interrupted();
                }
            }
            done.set(true);
        });
        loader.start();
        while (loader.isAlive()) {
            loader.interrupt();
            LockSupport.parkNanos(20_000);
        }
        assertTrue(done.get());
        assertFalse(Files.readString(Path.of("/proc/self/maps"))
                .contains(file.getFileName().toString()));
    }

    private static void assertFile(Path path, String found) {
        WeightsException refused = assertThrows(WeightsException.class, () -> Weights.open(path));
        assertEquals(Kind.FILE, refused.problems().getFirst().kind());
        assertEquals(path.toString(), refused.source());
        assertTrue(refused.getMessage().contains(found), refused.getMessage());
    }

    @Test
    void aFileThatShrinksWhileInUseIsReportedNotFatal() throws IOException {
        Path file = folder.resolve("w.safetensors");
        new WeightsWriter(file).add("a", () -> new float[100_000], 100_000).write();
        try (Weights weights = Weights.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
            WeightsException refused = assertThrows(WeightsException.class, () -> floats(weights, "a"));
            assertEquals(Kind.FILE, refused.problems().getFirst().kind());
        }
    }

    @Test
    void closedWeightsRefuseToBeReadAndCloseAgain() {
        Weights weights = Weights.of(Map.of("a", FloatTensor.of(new float[1], 1)));
        Tensor tensor = weights.tensor("a").orElseThrow();
        assertFalse(weights.isClosed());
        weights.close();
        weights.close();
        assertTrue(weights.isClosed());
        assertThrows(IllegalStateException.class, tensor::toArray);
    }

    @Test
    void aRefusedFileIsNotKeptOpen() throws IOException {
        Path file = SafetensorsBytes.write(folder.resolve("bad.safetensors"), new byte[100]);
        assertThrows(WeightsException.class, () -> Weights.open(file));
        Path maps = Path.of("/proc/self/maps");
        if (Files.isReadable(maps)) { // where the system tells what is mapped
            assertFalse(Files.readString(maps).contains("bad.safetensors"));
        }
    }

    static float[] floats(Weights weights, String name) {
        return weights.tensor(name).orElseThrow().toArray();
    }
}
