package dev.attar.runtime.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Opens files that come from outside. Regular files only: a named pipe would wait for ever, a device never ends. Links are
 * followed before anything is looked at, and what is read is the file that was looked at: it is opened under its real name,
 * through no further link, and looked at again once it is open.
 */
public final class RegularFile {
    private RegularFile() {}

    /** Something that cannot be read as a file; the reason says what it is. */
    public static final class NotRegular extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotRegular(Path file, String what) {
            super(file.toString(), null, what);
        }
    }

    /** A link that leads out of the folder where a file may lie. */
    public static final class LinkOutside extends FileSystemException {
        private static final long serialVersionUID = 1L;

        LinkOutside(Path file) {
            super(file.toString(), null, "a link to a file outside of its folder");
        }
    }

    /**
     * Opens, for reading, a file that the user has named. Links lead where they lead.
     *
     * @throws NotRegular when it is a directory, a pipe or a device
     */
    public static FileChannel open(Path file) throws IOException {
        return openReal(file, file.toRealPath());
    }

    /**
     * Opens, for reading, a file that was found, or that other data names: through links only as long as they stay inside
     * of the folder. From the folder of one revision in the cache of Hugging Face, {@code NAME/snapshots/REVISION}, links may lead
     * into {@code NAME/blobs}, where that cache has all files.
     *
     * @throws NotRegular when it is a directory, a pipe or a device
     * @throws LinkOutside when it is, or is reached through, a link that leads out of the folder
     */
    public static FileChannel openInside(Path file, Path folder) throws IOException {
        Path real = file.toRealPath();
        Path allowed = folder.toRealPath();
        if (!real.startsWith(allowed) && !isBlobOf(allowed, real)) {
            throw new LinkOutside(file);
        }
        return openReal(file, real);
    }

    private static boolean isBlobOf(Path snapshot, Path real) {
        for (Path folder = snapshot; folder != null && folder.getParent() != null; folder = folder.getParent()) {
            if (folder.endsWith("snapshots")) {
                return real.startsWith(folder.resolveSibling("blobs"));
            }
        }
        return false;
    }

    private static FileChannel openReal(Path named, Path real) throws IOException {
        BasicFileAttributes seen = look(named, real);
        FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            if (!Objects.equals(seen.fileKey(), look(named, real).fileKey())) {
                throw new NotRegular(named, "a file that was exchanged while it was opened");
            }
            return channel;
        } catch (IOException | RuntimeException | Error other) {
            channel.close();
            throw other;
        }
    }

    private static BasicFileAttributes look(Path named, Path real) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!seen.isRegularFile()) {
            throw new NotRegular(named, seen.isDirectory() ? "a directory" : "a pipe, a device or the like");
        }
        return seen;
    }
}
