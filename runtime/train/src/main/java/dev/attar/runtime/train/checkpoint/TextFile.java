package dev.attar.runtime.train.checkpoint;

import dev.attar.runtime.files.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A text file that appears under its name whole or not at all. */
public final class TextFile {
    private TextFile() {}

    /** @throws CheckpointException when it cannot be written; the older file of this name is then as it was */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes like a text: beside the file, then moved into its place. */
    public static void write(Path file, byte[] bytes) {
        try (PartFile part = PartFile.of(file)) {
            part.append(ByteBuffer.wrap(bytes));
            part.force();
            part.complete();
        } catch (IOException e) {
            throw new CheckpointException(
                    file.toString(),
                    "cannot be written: " + reason(e),
                    "check the folder, its permissions and its free space; what was there before is as it was",
                    e);
        }
    }

    static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
    }
}
