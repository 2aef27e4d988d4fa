package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The named tensors of a model: a safetensors file, memory-mapped, or arrays in memory. Safe for use by many threads.
 * A {@link Session} copies what it needs, so weights can be closed as soon as the sessions on them are open.
 */
public final class Weights implements AutoCloseable {
    private final String source;
    private final Map<String, String> metadata;
    private final Map<String, Tensor> tensors;
    private final Arena arena;

    private Weights(String source, Map<String, String> metadata, Map<String, Tensor> tensors, Arena arena) {
        this.source = source;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.tensors = Collections.unmodifiableMap(tensors);
        this.arena = arena;
    }

    /**
     * Maps a safetensors file and checks every rule of the format; the tensors' numbers are not read yet.
     *
     * @throws WeightsException when the file cannot be opened, breaks a rule of the format, or holds numbers other than
     *     F32, F16 and BF16
     */
    public static Weights open(Path file) {
        if (!Files.isRegularFile(file)) {
            String found = Files.exists(file) ? "something that is no regular file" : "no such file";
            throw unreadable(file, found, null);
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            return read(file.toString(), bytes, arena);
        } catch (NoSuchFileException gone) {
            arena.close();
            throw unreadable(file, "no such file", gone);
        } catch (IOException failed) {
            arena.close();
            throw unreadable(file, failed.toString(), failed);
        } catch (InternalError gone) { // what the JVM makes of a mapped page that is no longer there
            arena.close();
            throw unreadable(file, "a file that shrank while it was read", gone);
        } catch (RuntimeException | Error refused) {
            arena.close();
            throw refused;
        }
    }

    /** Weights made of arrays, in the order of their names; the values are copied. */
    public static Weights of(Map<String, FloatTensor> tensors) {
        Arena arena = Arena.ofShared();
        Map<String, Tensor> copies = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            MemorySegment data = arena.allocate(Math.max(1, tensor.values().length * 4L), 64)
                    .asSlice(0, tensor.values().length * 4L);
            MemorySegment.copy(tensor.values(), 0, data, Tensor.FLOAT, 0, tensor.values().length);
            copies.put(name, new Tensor("weights", name, ElementType.F32, tensor.shape(), data.asReadOnly(), -1));
        });
        return new Weights("weights", Map.of(), copies, arena);
    }

    /** Reads the bytes of a safetensors file; they live as long as the arena. */
    static Weights read(String source, MemorySegment bytes, Arena arena) {
        SafetensorsHeader header = SafetensorsHeader.read(source, bytes);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            long begin = header.dataStart() + entry.begin();
            MemorySegment data = bytes.asSlice(begin, entry.end() - entry.begin());
            tensors.put(entry.name(), new Tensor(source, entry.name(), entry.type(), entry.shape(), data, begin));
        }
        return new Weights(source, header.metadata(), tensors, arena);
    }

    /** The file these weights come from, as it was given; for messages. */
    public String source() {
        return source;
    }

    /** The file's own notes, {@code __metadata__}. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** All tensors by name, in the order of their bytes. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The tensor of this name. */
    public Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * Writes all tensors, in the types they have, as a safetensors file; see {@link WeightsWriter}.
     *
     * @throws WeightsException when it cannot be written; nothing is then left under that name that was not there before
     */
    public void save(Path file) {
        WeightsWriter writer = new WeightsWriter(file);
        metadata.forEach(writer::metadata);
        tensors.values().forEach(writer::add);
        writer.write();
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return !arena.scope().isAlive();
    }

    /** Unmaps the file, or frees the arrays. Reading a tensor afterwards is an {@link IllegalStateException}. */
    @Override
    public synchronized void close() {
        if (!isClosed()) {
            arena.close();
        }
    }

    private static WeightsException unreadable(Path file, String found, Throwable cause) {
        Problem problem = new Problem(Kind.FILE, "", found, "a readable safetensors file", -1);
        return new WeightsException(
                file.toString(), List.of(problem), "check the path and the permission to read it", cause);
    }
}
