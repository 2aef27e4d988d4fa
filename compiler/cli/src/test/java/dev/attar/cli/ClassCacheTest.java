package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.files.PrivateStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
    private static final Map<String, byte[]> CLASSES = Map.of("a.B", new byte[] {1, 2, 3}, "a.C", new byte[1000]);

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    @TempDir
    private Path folder;

    private int made;

    @Test
    void whatWasMadeIsFound() throws IOException {
        assertFalse(get("k").cached());
        ClassCache.Found second = get("k");
        assertTrue(second.cached());
        assertEquals(List.of("a.B", "a.C"), List.copyOf(second.classes().keySet()));
        assertArrayEquals(new byte[] {1, 2, 3}, second.classes().get("a.B"));
        assertFalse(get("other").cached());
        assertEquals(2, made);
        assertEquals(2, files().size(), "no file is left half-written");
    }

    @Test
    void aBrokenFileIsMadeAgain() throws IOException {
        get("k");
        Path file = files().getFirst();
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 40, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            assertFalse(get("k").cached(), length + " bytes");
            assertArrayEquals(good, Files.readAllBytes(file));
        }
        for (int at = 0; at < good.length; at += 37) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file, bad);
            assertFalse(get("k").cached(), "byte " + at);
        }
        assertTrue(get("k").cached());
    }

    @Test
    void aFolderThatCannotBeUsedCostsOnlyTime() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ClassCache cache = new ClassCache(PrivateStore.in(file));
        assertFalse(cache.get("k", () -> CLASSES).cached());
        assertFalse(cache.get("k", () -> CLASSES).cached());
        assertFalse(new ClassCache(PrivateStore.none("why not"))
                .get("k", () -> CLASSES)
                .cached());
    }

    @Test
    void theFolderDoesNotGrowForEver() throws IOException {
        for (int i = 0; i < 70; i++) {
            get("k" + i);
        }
        assertEquals(64, files().size());
    }

    @Test
    void codeThatSomebodyElsePutThereIsNotRun() throws IOException {
        get("k");
        Path planted = files().getFirst();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"), PRIVATE);
        new ClassCache(PrivateStore.in(elsewhere)).get("k", () -> Map.of("a.B", new byte[] {9}));
        // Whole and of the right name, but not made with the key of this folder.
        Files.copy(elsewhere.resolve("k.classes"), planted, StandardCopyOption.REPLACE_EXISTING);
        assertFalse(get("k").cached());
    }

    @Test
    void whereItIs() throws IOException {
        assertIn(folder.resolve("own/classes"), Map.of("ATTAR_CACHE", folder.resolve("own") + ""));
        assertIn(folder.resolve("xdg/attar/classes"), Map.of("XDG_CACHE_HOME", folder.resolve("xdg") + ""));
        assertIn(folder.resolve(".cache/attar/classes"), Map.of());
    }

    @Test
    void aUserWithoutAHomeIsToldWhyEachRunCompiles() {
        StringWriter err = new StringWriter();
        ClassCache cache = ClassCache.of(Map.of(), "?", new PrintWriter(err));
        assertFalse(cache.get("k", () -> CLASSES).cached());
        assertFalse(cache.get("k", () -> CLASSES).cached());
        assertEquals(
                "attar: compiled classes are not kept: the user has no home folder; name a folder with ATTAR_CACHE\n",
                err.toString());
        assertFalse(Files.exists(Path.of("?")));
    }

    @Test
    void theNameDependsOnEveryPart() {
        String name = new Fingerprint()
                .with("a")
                .with("bc")
                .withCodeOf(ClassCache.class)
                .name();
        assertTrue(name.matches("[0-9a-f]{64}"), name);
        assertEquals(
                name,
                new Fingerprint()
                        .with("a")
                        .with("bc")
                        .withCodeOf(ClassCache.class)
                        .name());
        assertNotEquals(
                name,
                new Fingerprint()
                        .with("ab")
                        .with("c")
                        .withCodeOf(ClassCache.class)
                        .name());
        assertNotEquals(
                name,
                new Fingerprint().with("a").with("bc").withCodeOf(Test.class).name());
    }

    private void assertIn(Path expected, Map<String, String> environment) {
        StringWriter err = new StringWriter();
        ClassCache.of(environment, folder.toString(), new PrintWriter(err)).get("k", () -> CLASSES);
        assertEquals("", err.toString());
        assertTrue(Files.isRegularFile(expected.resolve("k.classes")));
    }

    private ClassCache.Found get(String key) {
        return new ClassCache(PrivateStore.in(folder)).get(key, () -> {
            made++;
            return CLASSES;
        });
    }

    /** All but the key. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.endsWith("key")).toList();
        }
    }
}
