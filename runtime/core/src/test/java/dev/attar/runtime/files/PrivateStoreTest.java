package dev.attar.runtime.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may put something into a store. */
@DisabledOnOs(OS.WINDOWS)
class PrivateStoreTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void aFolder() throws IOException {
        permissions(temporary, "rwx------");
        folder = temporary.resolve("store");
    }

    @Test
    void whatIsWrittenIsReadByTheNextOneAndByNobodyElse() throws IOException {
        PrivateStore.in(folder).write("name", CONTENT);
        assertArrayEquals(CONTENT, PrivateStore.in(folder).read("name").orElseThrow());
        assertEquals("rwx------", permissions(folder));
        assertEquals("rw-------", permissions(folder.resolve("name")));
        assertEquals("rw-------", permissions(folder.resolve("key")));
    }

    @Test
    void aFolderThatOthersCanWriteToIsNotUsed() throws IOException {
        PrivateStore.in(folder).write("name", CONTENT);
        for (String open : List.of("rwxrwxrwx", "rwx-w----", "rwx----w-")) {
            permissions(folder, open);
            assertRefused(folder, "others can write to " + folder);
        }
        permissions(folder, "rwx------");
        permissions(temporary, "rwxrwxrwx"); // and so could put another folder in its place
        assertRefused(folder, "others can write to " + temporary);
    }

    @Test
    void aFolderThatOthersCouldOnlyReadIsClosedToThem() throws IOException {
        PrivateStore.in(folder).write("name", CONTENT);
        permissions(folder, "rwxr-xr-x");
        assertArrayEquals(CONTENT, PrivateStore.in(folder).read("name").orElseThrow());
        assertEquals("rwx------", permissions(folder));
    }

    @Test
    void aLinkIsFollowedBeforeTheFolderIsLookedAt() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open"));
        permissions(open, "rwxrwxrwx");
        assertRefused(Files.createSymbolicLink(folder, open), "others can write to " + open);
    }

    @Test
    void whatAnotherUserOwnsIsNotUsed() throws IOException {
        assumeTrue((Integer) Files.getAttribute(temporary, "unix:uid") == 0, "only root can give files away");
        PrivateStore.in(folder).write("name", CONTENT);
        PrivateStore.in(folder).write("other", CONTENT);
        Files.setAttribute(folder.resolve("name"), "unix:uid", 4711);
        assertEquals(Optional.empty(), PrivateStore.in(folder).read("name"));
        Files.setAttribute(folder.resolve("key"), "unix:uid", 4711);
        assertEquals(Optional.empty(), PrivateStore.in(folder).read("other"), "a planted key opens nothing");
        Files.setAttribute(folder, "unix:uid", 4711);
        assertRefused(folder, folder + " belongs to another user");
        Files.setAttribute(folder, "unix:uid", 0);
        Files.setAttribute(temporary, "unix:uid", 4711);
        assertRefused(folder, temporary + " belongs to another user");
    }

    @Test
    void anEntryIsBoundToItsNameAndItsContent() throws IOException {
        PrivateStore store = PrivateStore.in(folder);
        store.write("name", CONTENT);
        Files.copy(folder.resolve("name"), folder.resolve("other"));
        assertEquals(Optional.empty(), store.read("other"));
        byte[] whole = Files.readAllBytes(folder.resolve("name"));
        for (int i = 0; i < whole.length; i++) {
            byte[] garbled = whole.clone();
            garbled[i] ^= 1;
            Files.write(folder.resolve("name"), garbled);
            assertEquals(Optional.empty(), store.read("name"), "byte " + i);
            Files.write(folder.resolve("name"), Arrays.copyOf(whole, i));
            assertEquals(Optional.empty(), store.read("name"), i + " bytes");
        }
        Files.write(folder.resolve("name"), whole);
        assertArrayEquals(CONTENT, store.read("name").orElseThrow());
        Files.delete(folder.resolve("key"));
        assertEquals(Optional.empty(), PrivateStore.in(folder).read("name"), "another key");
    }

    @Test
    void aLinkIsNoEntry() throws IOException {
        PrivateStore store = PrivateStore.in(folder);
        store.write("name", CONTENT);
        Files.move(folder.resolve("name"), temporary.resolve("moved"));
        Files.createSymbolicLink(folder.resolve("name"), temporary.resolve("moved"));
        assertEquals(Optional.empty(), store.read("name"));
    }

    @Test
    void noFolderIsRelativeToTheWorkingDirectory() {
        for (Map.Entry<Map<String, String>, String> place : Map.of(
                        Map.of("ATTAR_CACHE", "relative"), "/home/x",
                        Map.<String, String>of(), "?",
                        Map.of("XDG_CACHE_HOME", "relative"), "relative")
                .entrySet()) {
            PrivateStore store = PrivateStore.of(place.getKey(), place.getValue(), "name");
            assertTrue(store.refusal().isPresent(), place.toString());
            store.write("name", CONTENT);
            assertEquals(Optional.empty(), store.read("name"));
        }
        assertRefused(Path.of("relative"), "relative path");
        assertFalse(Files.exists(Path.of("relative")) || Files.exists(Path.of("?")));
    }

    @Test
    void theFolderIsTheUsersOwn() {
        String home = temporary + "/home";
        Map.of(
                        Map.of("ATTAR_CACHE", temporary + "/own", "XDG_CACHE_HOME", temporary + "/xdg"), "own/x",
                        Map.of("XDG_CACHE_HOME", temporary + "/xdg"), "xdg/attar/x",
                        Map.of("XDG_CACHE_HOME", "relative"), "home/.cache/attar/x")
                .forEach((environment, place) -> {
                    PrivateStore.of(environment, home, "x").write("name", CONTENT);
                    assertTrue(Files.exists(temporary.resolve(place).resolve("name")), place);
                });
    }

    @Test
    void theNewestAreKept() throws IOException {
        PrivateStore store = PrivateStore.in(folder);
        for (int i = 0; i < 5; i++) {
            store.write(i + ".x", CONTENT);
            folder.resolve(i + ".x").toFile().setLastModified(1000L * (i + 1));
        }
        store.write("other", CONTENT);
        store.touch("0.x");
        store.keepNewest(".x", 2);
        assertEquals(
                List.of("0.x", "4.x", "other"),
                store.names("").stream().sorted().toList());
    }

    @Test
    void theDigestIsTheOneOfTheStandard() {
        // RFC 4231, test case 2.
        byte[] mac = new KeyedDigest("Jefe".getBytes(StandardCharsets.US_ASCII))
                .of(
                        ByteBuffer.wrap("what do ya want ".getBytes(StandardCharsets.US_ASCII)),
                        ByteBuffer.wrap("for nothing?".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                HexFormat.of().formatHex(mac));
    }

    private static void assertRefused(Path folder, String reason) {
        PrivateStore store = PrivateStore.in(folder);
        assertTrue(store.refusal().orElse("").contains(reason), () -> store.refusal() + " for " + reason);
        store.write("new", CONTENT);
        assertFalse(Files.exists(folder.resolve("new")));
        assertEquals(Optional.empty(), store.read("name"));
        assertEquals(List.of(), store.names(""));
    }

    private static void permissions(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
