package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process leaves to the next. */
class KeptTest {
    @TempDir
    private Path folder;

    private OpenClRuntime runtime(FakeBinding binding) {
        return runtime(binding, folder);
    }

    private static OpenClRuntime runtime(FakeBinding binding, Path folder) {
        DeviceStateStore store = new DeviceStateStore(Optional.of(folder));
        return new OpenClRuntime(binding, store, new DeviceHealth(store), new Uploads(), Map.of());
    }

    private static Session open(OpenClRuntime runtime, Target.OpenCl target) {
        return Session.open(runtime, new Toy(), _ -> new Toy(), Toy.weights(), target);
    }

    @Test
    void aDeviceIsTestedOncePerProgramAndDriver() {
        FakeBinding binding = new FakeBinding("good");
        open(runtime(binding), Target.openCl()).close();
        int launches = binding.calls.get("launch");
        assertTrue(launches > 5, "the self-test launches kernels");
        open(runtime(binding), Target.openCl()).close();
        assertEquals(launches, binding.calls.get("launch"));
    }

    @Test
    void binariesAreKeptAndDamagedOnesAreBuiltAnew() throws Exception {
        FakeBinding binding = new FakeBinding("good");
        open(runtime(binding), Target.openCl()).close();
        assertEquals(1, binding.calls.get("program"));
        open(runtime(binding), Target.openCl()).close();
        assertEquals(1, binding.calls.get("program"), "from the binary");
        assertEquals(1, binding.calls.get("binary"));
        Path kept;
        try (var files = Files.newDirectoryStream(folder, "*.binary")) {
            kept = files.iterator().next();
        }
        byte[] whole = Files.readAllBytes(kept);
        byte[] garbled = whole.clone();
        garbled[garbled.length - 1] ^= 1;
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        int built = 1;
        for (byte[] damaged : List.of(garbled, half, new byte[0], new byte[100])) {
            Files.write(kept, damaged);
            open(runtime(binding), Target.openCl()).close();
            assertEquals(++built, binding.calls.get("program"), "damaged: from source");
            assertArrayEquals(whole, Files.readAllBytes(kept), "and kept whole again");
        }
        int binaries = binding.calls.get("binary");
        assertEquals(1, binaries, "a damaged one never comes to the driver");
        binding.fails("binary", "good", ClFailure.INVALID_BINARY);
        open(runtime(binding), Target.openCl()).close();
        assertEquals(built + 1, binding.calls.get("program"), "refused by the driver: from source");
        try (var files = Files.newDirectoryStream(folder, "*.part")) {
            assertFalse(files.iterator().hasNext());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoError() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        OpenClRuntime runtime = runtime(new FakeBinding("good"), file);
        try (Session session = open(runtime, Target.openCl())) {
            assertArrayEquals(new float[] {4.5f, 1.5f, 6f}, session.run(new int[] {3, 1, 4}, 0));
        }
    }
}
