package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceStateStoreTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsDamagedInAnyPlaceIsAsGoodAsNone() throws Exception {
        DeviceStateStore store = new DeviceStateStore(Optional.of(folder));
        byte[] content = "a binary".getBytes(StandardCharsets.UTF_8);
        store.write("name", content);
        assertArrayEquals(content, store.read("name").orElseThrow());
        Path file = folder.resolve("name");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] garbled = whole.clone();
            garbled[i] ^= 1;
            Files.write(file, garbled);
            assertEquals(Optional.empty(), store.read("name"), "byte " + i);
            Files.write(file, Arrays.copyOf(whole, i));
            assertEquals(Optional.empty(), store.read("name"), i + " bytes");
        }
        store.write("name", content);
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void namesDependOnAllPartsAndOnWhereTheyEnd() {
        assertEquals(DeviceStateStore.name("a", "b"), DeviceStateStore.name("a", "b"));
        assertTrue(
                List.of(DeviceStateStore.name("ab"), DeviceStateStore.name("a", "bc"), DeviceStateStore.name("b", "a"))
                        .stream()
                        .noneMatch(DeviceStateStore.name("a", "b")::equals));
    }

    @Test
    void theFolderIsTheUsersOwn() throws Exception {
        DeviceStateStore.of(Map.of("ATTAR_CACHE", folder.toString()), "").write("name", new byte[1]);
        assertTrue(Files.exists(folder.resolve("opencl/name")));
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        DeviceStateStore.of(Map.of("ATTAR_CACHE", open.toString()), "").write("name", new byte[1]);
        assertFalse(Files.exists(open.resolve("opencl")));
    }
}
