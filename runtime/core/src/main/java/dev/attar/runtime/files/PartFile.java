package dev.attar.runtime.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A new file under another name, {@code .NAME.UUID.part}, that takes its name when it is complete; so readers of the name see
 * the file whole, or the older one, or none.
 *
 * <p>A process that is killed leaves its part behind. Each part is locked while it is written, and the system gives the lock
 * up when the process ends; so the next writer of the same name knows which parts are dead, and removes them. A part may be
 * removed between its creation and its lock: its writer then begins another one.
 */
public final class PartFile implements AutoCloseable {
    private static final String ENDING = ".part";

    private static final Set<PosixFilePermission> WRITE =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** Parts of this process. Opening and closing one more channel to them would give up their locks. */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path part;
    private final FileChannel channel;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Begins a file beside {@code file}, whose folder is there.
     *
     * @param attributes what it is created with
     */
    public static PartFile of(Path file, FileAttribute<?>... attributes) throws IOException {
        Path target = file.toAbsolutePath();
        removeDead(target);
        while (true) {
            Path part = target.resolveSibling(beginning(target) + UUID.randomUUID() + ENDING);
            LIVING.add(part);
            FileChannel channel = null;
            try {
                channel = FileChannel.open(
                        part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
                lock(channel);
                if (Files.exists(part)) {
                    return new PartFile(target, part, channel);
                }
            } catch (IOException | RuntimeException | Error failed) {
                discard(part, channel);
                throw failed;
            }
            discard(part, channel);
        }
    }

    /** Where its bytes go. */
    public FileChannel channel() {
        return channel;
    }

    /** Writes what remains of a buffer. */
    public void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Waits until the bytes are on the disk. */
    public void force() throws IOException {
        channel.force(true);
    }

    /** Takes the permission to write from everybody, where the file system has such permissions. */
    public void protect() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view != null) {
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            permissions.removeAll(WRITE);
            view.setPermissions(permissions);
        }
    }

    /** Closes it before it is complete, for who has many of them: another process that writes the same name may take it for dead. */
    public void letGo() throws IOException {
        channel.close();
    }

    /** The file takes its name, in one step; whoever has the older one open keeps that. */
    public void complete() throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * The file takes its name, unless there is such a file.
     *
     * @throws FileAlreadyExistsException when there is
     */
    void completeNew() throws IOException {
        try {
            Files.createLink(target, part); // in one step, which a move that replaces nothing is not
        } catch (FileAlreadyExistsException there) {
            throw there;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(part, target);
        }
    }

    /** Ends it; unless it is complete, nothing is left of it. */
    @Override
    public void close() {
        discard(part, channel);
    }

    private static void discard(Path part, FileChannel channel) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // The error that matters is on its way already; the next writer tries again.
        }
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // What was written is forced, or is thrown away.
        }
        LIVING.remove(part);
    }

    private static void lock(FileChannel channel) throws IOException {
        try {
            channel.tryLock();
        } catch (IOException without) {
            if (!channel.isOpen()) {
                throw without; // interrupted
            }
            // A file system without locks: nobody else gets one either, and so removes nothing.
        }
    }

    private static void removeDead(Path target) {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(target.getParent(), file -> isPartOf(file, target))) {
            parts.forEach(PartFile::removeIfDead);
        } catch (IOException | DirectoryIteratorException _) {
            // They stay, and do no harm.
        }
    }

    private static boolean isPartOf(Path file, Path target) {
        String name = file.getFileName().toString();
        String beginning = beginning(target);
        return name.startsWith(beginning)
                && name.endsWith(ENDING)
                && name.length() == beginning.length() + 36 + ENDING.length(); // a UUID
    }

    private static void removeIfDead(Path part) {
        if (LIVING.contains(part) || !Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException _) {
            // Somebody else's, or gone already.
        }
    }

    private static String beginning(Path target) {
        return "." + target.getFileName() + ".";
    }
}
