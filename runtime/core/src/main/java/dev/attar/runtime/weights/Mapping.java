package dev.attar.runtime.weights;

import dev.attar.runtime.files.RegularFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A weight file, mapped read-only.
 *
 * @param bytes all of it
 * @param isProtected whether nobody but root can cut it or write over it while it is in use, or somebody vouches for it
 */
public record Mapping(MemorySegment bytes, boolean isProtected) {
    /** For who starts the process and knows that weight files stay as they are, as {@link Weights#openInPlace} says it in code. */
    private static final String IN_PLACE = "attar.weights.inPlace";

    private static final int ANYBODY_WRITES = 0222;

    /**
     * Maps a file in a thread of its own, which nobody can interrupt: an interrupt in the middle closes the channel and leaves the
     * mapping behind, without an owner.
     */
    public static Mapping of(Path file, Arena arena) throws IOException {
        FutureTask<Mapping> task = new FutureTask<>(() -> map(file, arena));
        try {
            Thread.ofPlatform().name("attar-map").daemon().start(task);
        } catch (OutOfMemoryError _) { // the system gives no thread
            task.run();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true; // it takes a moment, and then has an owner
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failed);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Mapping map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = RegularFile.open(file)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            return new Mapping(bytes, isProtected(file));
        }
    }

    /** Where there are no such permissions, as on Windows, the system itself keeps a mapped file from being cut. */
    private static boolean isProtected(Path file) throws IOException {
        if (Boolean.getBoolean(IN_PLACE)) {
            return true;
        }
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true;
        }
        Map<String, Object> facts = Files.readAttributes(file, "unix:mode");
        return ((Integer) facts.get("mode") & ANYBODY_WRITES) == 0 && !Files.isWritable(file); // root always may
    }
}
