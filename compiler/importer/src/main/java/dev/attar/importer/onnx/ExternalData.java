package dev.attar.importer.onnx;

import dev.attar.importer.source.ForeignFile;
import dev.attar.importer.source.ImportException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensors stored beside the model, in files of its own folder. A location that leads anywhere else (absolute, {@code ..}, a link
 * out of the folder) is refused, because a model from a stranger could otherwise read any file of its user. {@link ForeignFile}
 * opens the files.
 *
 * <p>Source: ONNX, "External data".
 */
final class ExternalData {
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
        try (FileChannel channel = ForeignFile.open(file, ForeignFile.readable(folder))) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (NoSuchFileException e) {
            throw new ImportException(refusal + "there is no such file beside the model; download it too", e);
        } catch (ImportException e) {
            throw new ImportException(refusal + e.getMessage(), e);
        } catch (IOException e) {
            throw new ImportException(refusal + "it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** The file that a location names; links are left to {@link ForeignFile}. */
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
        for (Path step : relative) {
            if (step.toString().equals("..")) {
                throw new ImportException(refusal + "a name with '..' is refused; put the file beside the model");
            }
        }
        return folder.resolve(relative);
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
