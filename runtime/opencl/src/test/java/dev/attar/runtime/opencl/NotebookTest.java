package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        for (Map.Entry<Map<String, String>, String> place : Map.of(
                        Map.of("ATTAR_CACHE", folder + "/own", "XDG_CACHE_HOME", folder + "/xdg"), "own/opencl",
                        Map.of("XDG_CACHE_HOME", folder + "/xdg"), "xdg/attar/opencl",
                        Map.<String, String>of(), "home/.cache/attar/opencl")
                .entrySet()) {
            Notebook.of(place.getKey(), folder + "/home").write("name", new byte[1]);
            assertTrue(Files.exists(folder.resolve(place.getValue()).resolve("name")), place.getValue());
        }
    }
}
