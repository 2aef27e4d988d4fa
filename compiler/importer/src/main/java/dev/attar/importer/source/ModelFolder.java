package dev.attar.importer.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The folder of a model, and the only way to its files; remembers which of them were read. */
public final class ModelFolder {
    private static final long LARGEST_JSON = 64L << 20;

    private final Path root;
    private final List<Path> readable;
    private final Set<String> read;
    private final String prefix;

    private ModelFolder(Path root, List<Path> readable, Set<String> read, String prefix) {
        this.root = root;
        this.readable = readable;
        this.read = read;
        this.prefix = prefix;
    }

    /** @throws ImportException when there is no such folder */
    public static ModelFolder of(Path root) {
        try {
            return new ModelFolder(root, ForeignFile.readable(root), new TreeSet<>(), "");
        } catch (IOException e) {
            throw new ImportException(root + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A folder inside this one, or this one for an empty name.
     *
     * @throws ImportException when the name leads out of this folder
     */
    public ModelFolder folder(String name) {
        if (name.isEmpty() || name.equals(".")) {
            return this;
        }
        return new ModelFolder(checked(name), readable, read, prefix + name + "/");
    }

    /** For messages. */
    public Path path() {
        return root;
    }

    /** For messages. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** Whether something has this name, whatever it is. */
    public boolean has(String name) {
        return Files.exists(checked(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** The JSON file with this name; empty when there is none. */
    public Optional<JsonNode> json(String name) {
        return bytes(name, LARGEST_JSON).map(text -> Json.parse(path(name).toString(), text));
    }

    /** The settings in the JSON file with this name; empty when there is none. */
    public Optional<Settings> settings(String name) {
        return json(name).map(json -> new Settings(prefix + name, json));
    }

    /**
     * The content of a small file; empty when there is none.
     *
     * @param most the most bytes that such a file can have
     */
    public Optional<byte[]> bytes(String name, long most) {
        return opened(name, channel -> {
            if (channel.size() > most) {
                throw new ImportException(
                        path(name) + " has " + channel.size() + " bytes; files of its kind have " + most + " at most");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return bytes.array();
        });
    }

    /** The file mapped into memory; empty when there is none. */
    public Optional<MemorySegment> map(String name, Arena arena) {
        return opened(name, channel -> channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    }

    private interface Reader<T> {
        T read(FileChannel channel) throws IOException;
    }

    private <T> Optional<T> opened(String name, Reader<T> reader) {
        Path file = checked(name);
        if (!has(name)) {
            return Optional.empty();
        }
        try (FileChannel channel = ForeignFile.open(file, readable)) {
            T result = reader.read(channel);
            read.add(prefix + name);
            return Optional.of(result);
        } catch (NoSuchFileException e) {
            throw new ImportException(file + " is a link to a file that is not there", e);
        } catch (IOException e) {
            throw new ImportException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path checked(String name) {
        Path relative = Path.of(name.replace('\\', '/'));
        Path inside = root.resolve(relative).normalize();
        if (relative.isAbsolute() || name.indexOf('\0') >= 0 || !inside.startsWith(root.normalize())) {
            throw new ImportException("'" + name + "' is not a place inside " + root);
        }
        return root.resolve(relative);
    }

    /** Files of the folder itself that were not read, by name. */
    public List<String> unread() {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !read.contains(prefix + name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ImportException(root + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
