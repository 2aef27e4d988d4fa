package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** A file that appears under its name complete or not at all. Whoever has the older one mapped keeps that. */
final class NewFile {
    private static final int CHUNK = 1 << 20;

    private NewFile() {}

    /** Writes the file's bytes. */
    interface Content {
        void write(FileChannel channel) throws IOException;
    }

    /**
     * Writes into a new file beside {@code file}, which then takes its name in one step.
     *
     * @throws WeightsException when it cannot be written; nothing is then left under that name that was not there before
     */
    static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.write(channel);
                channel.force(true);
            }
            moveOver(part, target);
        } catch (IOException failed) {
            Problem problem = new Problem(Kind.FILE, "", found(failed), "a file that can be written", -1);
            throw new WeightsException(
                    file.toString(), List.of(problem), "check the folder, its permissions and its free space", failed);
        } finally {
            deleteQuietly(part);
        }
    }

    private static String found(IOException failed) {
        return switch (failed) {
            case NoSuchFileException _ -> "no such folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> failed.toString();
        };
    }

    /** Writes all bytes of a segment. */
    static void append(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            append(
                    channel,
                    bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
    }

    /** Writes what remains of a buffer. */
    static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void moveOver(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // The error that matters is already on its way; a leftover part file harms nobody.
        }
    }
}
