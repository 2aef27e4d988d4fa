package dev.attar.runtime.weights;

import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.files.PartFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file that appears under its name complete or not at all, see {@link PartFile}. Whoever has the older one mapped keeps that. */
public final class NewFile {
    private static final int CHUNK = 1 << 20;

    private NewFile() {}

    /** Writes the file's bytes. */
    public interface Content {
        void write(FileChannel channel) throws IOException;
    }

    /** Who may write to the file afterwards. */
    public enum Access {
        /** Whoever the system lets by default. */
        USUAL,
        /** Nobody, without lifting the protection first: for files that are used in place. Replacing it is another thing. */
        WRITE_PROTECTED
    }

    /**
     * Writes into a new file beside {@code file}, which then takes its name in one step.
     *
     * @throws WeightsException when it cannot be written; nothing is then left under that name that was not there before
     */
    public static void write(Path file, Content content) {
        write(file, Access.USUAL, content);
    }

    /** Writes into a new file that takes the name in one step, with a choice of who may write to it. */
    public static void write(Path file, Access access, Content content) {
        try (PartFile part = PartFile.of(file)) {
            content.write(part.channel());
            part.force();
            if (access == Access.WRITE_PROTECTED) {
                part.protect();
            }
            part.complete();
        } catch (ClosedByInterruptException _) {
            throw WeightsException.interrupted(file.toString());
        } catch (IOException failed) {
            Problem problem = new Problem(Kind.FILE, "", found(failed), "a file that can be written", -1);
            throw new WeightsException(
                    file.toString(), List.of(problem), "check the folder, its permissions and its free space", failed);
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
    public static void append(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            append(
                    channel,
                    bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
    }

    /** Writes what remains of a buffer. */
    public static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
