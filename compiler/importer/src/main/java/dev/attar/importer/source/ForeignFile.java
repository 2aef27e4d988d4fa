package dev.attar.importer.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Opens files that somebody else made. A regular file is opened and nothing else: a FIFO would wait for ever, a device never ends.
 * Links are followed to where they lead, which must lie in one of the folders that the import may read.
 */
public final class ForeignFile {
    private static final int HEAD = 256;

    private ForeignFile() {}

    /**
     * Opens a file for reading.
     *
     * @param folders real paths of the folders that it may lie in
     * @throws NoSuchFileException when there is no such file
     * @throws ImportException when it is not a regular file, or lies elsewhere
     */
    public static FileChannel open(Path file, List<Path> folders) throws IOException {
        Path real = file.toRealPath();
        if (folders.stream().noneMatch(real::startsWith)) {
            throw new ImportException(file + " is a link to " + real + ", outside of the folder that is imported;"
                    + " put the file itself there");
        }
        BasicFileAttributes before = regular(file, real);
        FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            // The path was looked at before it was opened; what was opened must be what was looked at.
            if (!Objects.equals(before.fileKey(), regular(file, real).fileKey())) {
                throw new ImportException(file + " was replaced while it was opened; import again");
            }
            refuseStandIns(file, channel);
            FileChannel opened = channel;
            channel = null;
            return opened;
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** Opens a file that the caller named, wherever it lies. */
    public static FileChannel openNamed(Path file) throws IOException {
        return open(file, List.of(file.toRealPath().getRoot()));
    }

    /**
     * The real paths of a folder and of what its links may lead to: in the Hugging Face cache, the files of
     * {@code models--x/snapshots/h} are links into {@code models--x/blobs}.
     */
    public static List<Path> readable(Path folder) throws IOException {
        Path real = folder.toRealPath();
        List<Path> folders = new ArrayList<>(List.of(real));
        for (Path at = real; at.getParent() != null; at = at.getParent()) {
            Path model = at.getParent().getParent();
            boolean snapshot =
                    "snapshots".equals(name(at.getParent())) && name(model).startsWith("models--");
            Path blobs = snapshot ? model.resolve("blobs") : null;
            if (snapshot && Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS)) {
                folders.add(blobs);
            }
        }
        return List.copyOf(folders);
    }

    private static String name(Path path) {
        return path == null || path.getFileName() == null
                ? ""
                : path.getFileName().toString();
    }

    private static BasicFileAttributes regular(Path file, Path real) throws IOException {
        BasicFileAttributes found = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw new ImportException(file + " is " + (found.isDirectory() ? "a folder" : "not a regular file")
                    + "; a file was expected here");
        }
        return found;
    }

    /** What downloads leave in the place of a file: pointers of Git LFS, and pages that say that there was an error. */
    private static void refuseStandIns(Path file, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
        String head = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        if (head.startsWith("version https://git-lfs.github.com/spec/")) {
            throw new ImportException(file + " is not the file but a Git LFS pointer to it; run `git lfs pull` in its"
                    + " folder, or download the file itself");
        }
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            throw new ImportException(file + " is a web page, probably an error message that was saved instead of the"
                    + " file; download it again");
        }
    }
}
