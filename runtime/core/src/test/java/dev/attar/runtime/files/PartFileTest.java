package dev.attar.runtime.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are there whole or not at all, whoever ends when. */
class PartFileTest {
    @TempDir
    private Path folder;

    /** A process that writes a part and never completes it. */
    static final class Other {
        public static void main(String[] arguments) throws Exception {
            PartFile part = PartFile.of(Path.of(arguments[0]));
            part.append(ByteBuffer.wrap(new byte[100]));
            System.out.println("written");
            Thread.sleep(60_000);
        }
    }

    @Test
    void theNameIsTakenOnlyByWhatIsComplete() throws IOException {
        Path file = folder.resolve("name");
        try (PartFile part = PartFile.of(file)) {
            part.append(ByteBuffer.wrap(new byte[3]));
            assertEquals(1, files().size());
        }
        assertEquals(List.of(), files());
        try (PartFile part = PartFile.of(file)) {
            part.append(ByteBuffer.wrap(new byte[3]));
            part.complete();
        }
        assertEquals(List.of(file), files());
        assertEquals(3, Files.size(file));
        try (PartFile part = PartFile.of(file)) {
            assertThrows(FileAlreadyExistsException.class, part::completeNew);
        }
        assertEquals(List.of(file), files());
    }

    @Test
    void theNextWriterRemovesThePartOfAKilledProcessAndNoOther() throws Exception {
        Path file = folder.resolve("name");
        Path foreign = Files.createFile(folder.resolve(".name.part"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target/classes") + File.pathSeparator + Path.of("target/test-classes"),
                        Other.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("written", other.inputReader().readLine());
            try (PartFile mine = PartFile.of(file)) {
                assertEquals(3, files().size(), "the other process is at work");
                PartFile.of(file).close();
                assertEquals(3, files().size(), "and so is this one");
                mine.complete();
            }
            other.destroyForcibly();
            assertTrue(other.waitFor(60, TimeUnit.SECONDS));
            assertEquals(3, files().size(), "it left its part");
            PartFile.of(file).close();
            assertEquals(List.of(foreign, file), files());
        } finally {
            other.destroyForcibly();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
