package dev.attar.compiler.run;

import dev.attar.runtime.files.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Files that appear together, each of them whole, or not at all: all are written beside their places first, and only when the
 * last one is on the disk do they take their names.
 */
final class WholeFiles implements AutoCloseable {
    /** Files that are open at once; a process may have a thousand or so. */
    private static final int MOST_OPEN = 256;

    private final List<Pending> pending = new ArrayList<>();
    private final Deque<Path> madeFolders = new ArrayDeque<>(); // the deepest first
    private boolean complete;

    /** @param before what has the name now; null: nothing */
    private record Pending(Path file, PartFile part, byte[] before) {}

    /**
     * Adds a file with this text, UTF-8. One that has it already is not touched, so that build tools see nothing new.
     *
     * @return whether it will change
     * @throws FileSystemException naming the file, when it cannot be written
     */
    boolean add(Path file, String text) throws FileSystemException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] before = Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
            if (Arrays.equals(before, bytes)) {
                return false;
            }
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "there is a directory of this name");
            }
            makeFolders(file.toAbsolutePath().getParent());
            PartFile part = PartFile.of(file);
            pending.add(new Pending(file, part, before));
            part.append(ByteBuffer.wrap(bytes));
            part.force();
            if (pending.size() > MOST_OPEN) {
                part.letGo();
            }
            return true;
        } catch (IOException failed) {
            throw named(file, failed);
        }
    }

    /**
     * All take their names.
     *
     * @throws FileSystemException naming the file that cannot; then none has changed
     */
    void complete() throws FileSystemException {
        for (int i = 0; i < pending.size(); i++) {
            try {
                pending.get(i).part.complete();
            } catch (IOException failed) {
                pending.subList(0, i).forEach(WholeFiles::undo);
                throw named(pending.get(i).file, failed);
            }
        }
        complete = true;
    }

    /** Unless all are complete, nothing is left of them. */
    @Override
    public void close() {
        pending.forEach(file -> file.part.close());
        while (!complete && !madeFolders.isEmpty()) {
            try {
                Files.deleteIfExists(madeFolders.pop());
            } catch (IOException used) {
                // Somebody else has put something there meanwhile.
            }
        }
    }

    private void makeFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = folder; path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        Files.createDirectories(folder);
        missing.forEach(madeFolders::push);
    }

    private static void undo(Pending done) {
        try {
            if (done.before == null) {
                Files.deleteIfExists(done.file);
                return;
            }
            try (PartFile part = PartFile.of(done.file)) {
                part.append(ByteBuffer.wrap(done.before));
                part.complete();
            }
        } catch (IOException _) {
            // The first failure is the one to tell.
        }
    }

    private static FileSystemException named(Path file, IOException failed) {
        if (failed instanceof FileSystemException system && system.getReason() != null) {
            return system;
        }
        String reason = failed instanceof FileSystemException
                ? failed.getClass().getSimpleName() + " " + failed.getMessage()
                : failed.getMessage();
        FileSystemException named = new FileSystemException(file.toString(), null, reason);
        named.initCause(failed);
        return named;
    }
}
