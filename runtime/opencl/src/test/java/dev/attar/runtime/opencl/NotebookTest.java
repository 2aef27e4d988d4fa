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

class NotebookTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsDamagedInAnyPlaceIsAsGoodAsNone() throws Exception {
        Notebook notebook = new Notebook(Optional.of(folder));
        byte[] content = "a binary".getBytes(StandardCharsets.UTF_8);
        notebook.write("name", content);
        assertArrayEquals(content, notebook.read("name").orElseThrow());
        Path file = folder.resolve("name");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] garbled = whole.clone();
            garbled[i] ^= 1;
            Files.write(file, garbled);
            assertEquals(Optional.empty(), notebook.read("name"), "byte " + i);
            Files.write(file, Arrays.copyOf(whole, i));
            assertEquals(Optional.empty(), notebook.read("name"), i + " bytes");
        }
        notebook.write("name", content);
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void namesDependOnAllPartsAndOnWhereTheyEnd() {
        assertEquals(Notebook.name("a", "b"), Notebook.name("a", "b"));
        assertTrue(List.of(Notebook.name("ab"), Notebook.name("a", "bc"), Notebook.name("b", "a")).stream()
                .noneMatch(Notebook.name("a", "b")::equals));
    }

    @Test
    void theFolderIsTheUsersOwn() throws Exception {
        Notebook.of(Map.of("ATTAR_CACHE", folder.toString()), "").write("name", new byte[1]);
        assertTrue(Files.exists(folder.resolve("opencl/name")));
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Notebook.of(Map.of("ATTAR_CACHE", open.toString()), "").write("name", new byte[1]);
        assertFalse(Files.exists(open.resolve("opencl")));
    }
}
