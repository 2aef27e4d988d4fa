package dev.attar.runtime.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.attar.runtime.files.RegularFile.LinkOutside;
import dev.attar.runtime.files.RegularFile.NotRegular;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RegularFileTest {
    @TempDir
    private Path folder;

    @Test
    void aPipeAndADeviceAreRefusedWithoutWaiting() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (Path special : new Path[] {pipe, link, Path.of("/dev/zero"), folder}) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> assertThrows(NotRegular.class, () -> RegularFile.open(special)));
        }
    }

    @Test
    void whatIsNotThereOrLeadsInACircleIsNotOpened() throws IOException {
        assertThrows(NoSuchFileException.class, () -> RegularFile.open(folder.resolve("none")));
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThrows(FileSystemException.class, () -> RegularFile.open(circle));
    }

    @Test
    void aFileThatTheUserNamesMayBeALink() throws IOException {
        Path far = file("far/file");
        Path near = Files.createDirectory(folder.resolve("near"));
        read(RegularFile.open(Files.createSymbolicLink(near.resolve("link"), far)));
    }

    @Test
    void linksStayInsideOfTheFolder() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Path secret = file("secret/file");
        Path out = Files.createSymbolicLink(model.resolve("out"), secret);
        Files.createSymbolicLink(model.resolve("folder"), secret.getParent());
        assertThrows(LinkOutside.class, () -> RegularFile.openInside(out, model));
        assertThrows(LinkOutside.class, () -> RegularFile.openInside(model.resolve("folder/file"), model));
        assertThrows(LinkOutside.class, () -> RegularFile.openInside(model.resolve("../secret/file"), model));
        Path real = file("model/data/real");
        read(RegularFile.openInside(Files.createSymbolicLink(model.resolve("in"), real), model));
        Path byLink = Files.createSymbolicLink(folder.resolve("same-model"), model);
        read(RegularFile.openInside(byLink.resolve("in"), byLink));
    }

    @Test
    void theCacheOfHuggingFaceKeepsFilesBesideItsRevisions() throws IOException {
        Path blob = file("hub/models--a--b/blobs/0123");
        Path revision = Files.createDirectories(folder.resolve("hub/models--a--b/snapshots/4567/1_Pooling"));
        Path link = Files.createSymbolicLink(revision.getParent().resolve("config.json"), Path.of("../../blobs/0123"));
        read(RegularFile.openInside(link, revision.getParent()));
        Path other = file("hub/models--c--d/blobs/0123");
        Path outside = Files.createSymbolicLink(revision.resolve("other"), other);
        assertThrows(LinkOutside.class, () -> RegularFile.openInside(outside, revision.getParent()));
        read(RegularFile.openInside(blob, blob.getParent()));
    }

    private static void read(FileChannel channel) throws IOException {
        try (channel) {
            assertEquals(1, channel.size());
        }
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[1]);
    }
}
