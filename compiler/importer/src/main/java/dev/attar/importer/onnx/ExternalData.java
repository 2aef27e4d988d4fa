package dev.attar.importer.onnx;

import dev.attar.importer.source.ImportException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors stored beside the model, in files of its own folder. A file name that leads anywhere else (absolute, {@code ..}, a
 * symbolic link) is refused, because a model from a stranger could otherwise read any file of its user. The one exception is the
 * Hugging Face cache, where every file is a link to {@code blobs} in the same model's folder.
 *
 * <p>Source: ONNX, "External data".
 */
final class ExternalData {
    private static final String SNAPSHOTS = "snapshots";
    private static final String BLOBS = "blobs";

    private final Path folder;
    private final Arena arena;
    private final Map<String, MemorySegment> files = new HashMap<>();

    ExternalData(Path folder, Arena arena) {
        this.folder = folder;
        this.arena = arena;
    }

    /**
     * @param entries the tensor's location, offset and length
     * @param bytes size of the tensor
     */
    MemorySegment read(String tensor, Map<String, String> entries, long bytes) {
        String location = entries.getOrDefault("location", "");
        MemorySegment file = files.get(location);
        if (file == null) {
            file = map(tensor, location);
            files.put(location, file);
        }
        long offset = number(tensor, entries.getOrDefault("offset", "0"));
        long length = entries.containsKey("length") ? number(tensor, entries.get("length")) : bytes;
        if (length != bytes) {
            throw new ImportException("tensor '" + tensor + "' needs " + bytes + " bytes but names " + length + " of '"
                    + location + "'; the model is damaged");
        }
        if (offset > file.byteSize() || length > file.byteSize() - offset) {
            throw new ImportException("tensor '" + tensor + "' lies at bytes " + offset + " to " + offset + " + "
                    + length + " of '" + location + "', which has " + file.byteSize() + "; the file is truncated");
        }
        return file.asSlice(offset, length);
    }

    private MemorySegment map(String tensor, String location) {
        String refusal = "tensor '" + tensor + "' lies in '" + location + "': ";
        Path file = inFolder(location, refusal);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new ImportException(refusal + "it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private Path inFolder(String location, String refusal) {
        Path relative;
        try {
            relative = Path.of(location);
        } catch (InvalidPathException e) {
            throw new ImportException(refusal + "this is not a file name", e);
        }
        if (location.isEmpty() || relative.isAbsolute() || location.startsWith("/") || location.contains("\\")) {
            throw new ImportException(refusal + "only a file name relative to the model's folder is accepted");
        }
        Path file = folder;
        boolean linked = false;
        for (Path step : relative) {
            if (step.toString().equals("..")) {
                throw new ImportException(refusal + "a name with '..' is refused; put the file beside the model");
            }
            file = file.resolve(step);
            linked |= Files.isSymbolicLink(file);
        }
        if (linked) {
            return linked(file, refusal);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImportException(refusal + "there is no such file beside the model; download it too");
        }
        return file;
    }

    /** The file behind links, when all of them stay in the model's own folder of the Hugging Face cache. */
    private Path linked(Path file, String refusal) {
        Path real;
        Optional<Path> cache;
        try {
            real = file.toRealPath();
            cache = cachedModel(folder.toRealPath());
        } catch (IOException e) {
            throw new ImportException(refusal + "the symbolic link leads to no file; download it too", e);
        }
        if (cache.isEmpty() || !real.startsWith(cache.get().resolve(BLOBS)) || !Files.isRegularFile(real)) {
            throw new ImportException(refusal + "a symbolic link that leaves the model's folder is refused;"
                    + " put the file itself beside the model");
        }
        return real;
    }

    /** {@code models--OWNER--NAME} of {@code models--OWNER--NAME/snapshots/REVISION/…}, whose files are links to {@code blobs}. */
    private static Optional<Path> cachedModel(Path folder) {
        for (Path at = folder; at != null && at.getParent() != null; at = at.getParent()) {
            Path above = at.getParent();
            if (SNAPSHOTS.equals(String.valueOf(at.getFileName()))
                    && String.valueOf(above.getFileName()).startsWith("models--")) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    private static long number(String tensor, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ImportException("tensor '" + tensor + "': '" + text + "' is not an offset or length", e);
        }
        throw new ImportException("tensor '" + tensor + "': " + text + " is not an offset or length");
    }
}
