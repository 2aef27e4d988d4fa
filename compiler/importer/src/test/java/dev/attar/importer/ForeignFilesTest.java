package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Links, special files, and what downloads leave in the place of a file. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ForeignFilesTest {
    @TempDir
    Path temporary;

    private TinyFolder model(String name) throws IOException {
        TinyFolder folder = new TinyFolder(Files.createDirectories(temporary.resolve(name)));
        return folder.bert("").write(TinyFolder.config("bert", ""));
    }

    @Test
    void linksInsideTheFolderAreFollowedAndOthersRefused() throws IOException {
        TinyFolder folder = model("m");
        Path weights = folder.path.resolve("model.safetensors");
        Files.move(weights, folder.path.resolve("other"));
        Files.createSymbolicLink(weights, Path.of("other"));
        folder.read().close();
        Files.move(folder.path.resolve("other"), temporary.resolve("outside"));
        Files.delete(weights);
        Files.createSymbolicLink(weights, Path.of("../outside"));
        assertTrue(folder.refusal().contains("outside of the folder"), folder.refusal());
        Files.delete(weights);
        Files.createSymbolicLink(weights, Path.of("nowhere"));
        assertTrue(folder.refusal().contains("a file that is not there"), folder.refusal());
    }

    @Test
    void theCacheOfHuggingFaceIsMadeOfLinks() throws IOException {
        TinyFolder folder = model("models--x--y/snapshots/0123");
        Path blobs = Files.createDirectories(temporary.resolve("models--x--y/blobs"));
        for (String name : new String[] {"config.json", "model.safetensors"}) {
            Files.move(folder.path.resolve(name), blobs.resolve("blob-" + name));
            Files.createSymbolicLink(folder.path.resolve(name), Path.of("../../blobs/blob-" + name));
        }
        try (Imported imported = folder.read()) {
            assertEquals(9, imported.spec().context());
        }
        // The blobs of another model are not this one's.
        Path others = Files.createDirectories(temporary.resolve("models--z/blobs"));
        Files.move(blobs.resolve("blob-config.json"), others.resolve("config"));
        Files.delete(folder.path.resolve("config.json"));
        Files.createSymbolicLink(folder.path.resolve("config.json"), Path.of("../../../models--z/blobs/config"));
        assertTrue(folder.refusal().contains("outside of the folder"), folder.refusal());
    }

    @Test
    void pipesAndFoldersAreNotRead() throws Exception {
        for (String name : new String[] {"config.json", "model.safetensors", "tokenizer.json", "modules.json"}) {
            TinyFolder folder = model("pipe-" + name);
            Files.deleteIfExists(folder.path.resolve(name));
            assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", folder.path.resolve(name).toString())
                            .start()
                            .waitFor());
            String refused = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> folder.refusal());
            assertTrue(refused.contains(name) && refused.contains("not a regular file"), refused);
        }
        TinyFolder folder = model("folder");
        Files.createDirectory(folder.path.resolve("tokenizer.json"));
        assertTrue(folder.refusal().contains("is a folder"), folder.refusal());
        Path pipe = temporary.resolve("model.onnx");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String refused = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refusal(pipe));
        assertTrue(refused.contains("not a regular file"), refused);
    }

    private static String refusal(Path file) {
        return Assertions.assertThrows(
                        dev.attar.importer.source.ImportException.class,
                        () -> Importer.importFrom(file, ImportOptions.none()).close())
                .getMessage();
    }

    @Test
    void standInsAreCalledByTheirName() throws IOException {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 90868376\n";
        TinyFolder folder = model("lfs").file("model.safetensors", pointer);
        assertTrue(folder.refusal().contains("git lfs pull"), folder.refusal());
        folder.file("model.safetensors", "  <!DOCTYPE html><html>404</html>");
        assertTrue(folder.refusal().contains("web page"), folder.refusal());
        assertTrue(
                refusal(Files.writeString(temporary.resolve("m.onnx"), pointer)).contains("git lfs pull"));
    }
}
