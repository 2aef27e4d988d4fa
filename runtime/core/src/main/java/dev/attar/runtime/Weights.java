package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.files.RegularFile;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedFile;
import dev.attar.runtime.packing.PackedHeader;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.packing.Unpacking;
import dev.attar.runtime.weights.ContentDigest;
import dev.attar.runtime.weights.Mapping;
import dev.attar.runtime.weights.SafetensorsHeader;
import dev.attar.runtime.weights.SharedMemory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The weights of a model, safe for use by many threads: named tensors, from a safetensors file (mapped) or from arrays; or a
 * file that {@link #pack} made, which one program reads in place.
 *
 * <p>Weights can be closed as soon as the sessions on them are open: a {@link Session} copies what it needs, and has a packed
 * file that is write-protected stay mapped until it is closed itself. A packed file in use may be replaced by renaming.
 */
public final class Weights implements AutoCloseable {
    private final String source;
    private final Map<String, String> metadata;
    private final Map<String, Tensor> tensors;
    private final Optional<PackedFile> packed;
    private final Optional<MemorySegment> bytes; // of a safetensors file
    private final SharedMemory memory;
    private volatile boolean closed;

    private Weights(
            String source,
            Map<String, String> metadata,
            Map<String, Tensor> tensors,
            Optional<MemorySegment> bytes,
            SharedMemory memory) {
        this.source = source;
        this.bytes = bytes;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.tensors = Collections.unmodifiableMap(tensors);
        this.packed = Optional.empty();
        this.memory = memory;
    }

    private Weights(PackedFile packed, SharedMemory memory) {
        this.source = packed.source();
        this.bytes = Optional.empty();
        this.metadata = Map.of();
        this.tensors = Map.of();
        this.packed = Optional.of(packed);
        this.memory = memory;
    }

    /**
     * Maps a file and checks every rule of its format, which its first bytes tell: safetensors, or one that {@link #pack}
     * made. The numbers are not read yet.
     *
     * @throws WeightsException when the file cannot be opened, breaks a rule of the format, or holds numbers other than
     *     F32, F16 and BF16; when a packed one is of another version or byte order; when the thread is interrupted, which it stays
     */
    public static Weights open(Path file) {
        return open(file, Check.HEADER);
    }

    /**
     * Opens a file of weights, safetensors or packed, with a choice of what is checked.
     *
     * @throws WeightsException as above; with {@link Check#CONTENT} also when numbers of a packed file are not those that were written
     */
    public static Weights open(Path file, Check check) {
        return open(file, check, false);
    }

    /**
     * Opens a packed file that stays as it is while it is in use, which the caller vouches for: sessions read it in place even
     * though others may write to it. If it is cut or written over all the same, vector code cannot be told, and the JVM ends. Without
     * this, sessions read a packed file in place when it is write-protected, and a copy of their own when not.
     */
    public static Weights openInPlace(Path file, Check check) {
        return open(file, check, true);
    }

    private static Weights open(Path file, Check check, boolean inPlace) {
        if (Thread.currentThread().isInterrupted()) {
            throw WeightsException.interrupted(file.toString());
        }
        SharedMemory memory = new SharedMemory();
        try {
            Mapping mapping = Mapping.of(file, memory.arena());
            Weights weights = read(file.toString(), mapping.bytes(), memory, inPlace || mapping.isProtected());
            if (check == Check.CONTENT) {
                weights.checkContent();
            }
            return weights;
        } catch (NoSuchFileException gone) {
            memory.close();
            throw unreadable(file, "no such file", gone);
        } catch (RegularFile.NotRegular other) {
            memory.close();
            throw unreadable(file, other.getReason(), other);
        } catch (ClosedByInterruptException _) {
            memory.close();
            throw WeightsException.interrupted(file.toString());
        } catch (IOException failed) {
            memory.close();
            throw unreadable(file, failed.toString(), failed);
        } catch (InternalError gone) { // what the JVM makes of a mapped page that is no longer there
            memory.close();
            throw unreadable(file, "a file that shrank while it was read", gone);
        } catch (RuntimeException | Error refused) {
            memory.close();
            throw refused;
        }
    }

    /**
     * Reads weights that lie beside a class in its jar or module, also in a jar within a jar: {@code Weights.ofResource(App.class,
     * "minilm.safetensors")}. A named module opens the package that has them, at least to {@code dev.attar.runtime}. Nothing is written
     * anywhere. Their memory is outside of the heap, and free when nothing refers to
     * them any more, closed or not; sessions on packed weights compute in it.
     *
     * @param owner a class of the jar or module that has them
     * @param name relative to the class's package, or from the root when it begins with {@code /}, as in {@link Class#getResource}
     * @throws WeightsException when there is no such resource, and as {@link #open}
     */
    public static Weights ofResource(Class<?> owner, String name) {
        URL url = owner.getResource(name);
        if (url == null) {
            throw StreamedWeights.none(owner, name);
        }
        return StreamedWeights.read(url);
    }

    /**
     * Reads a file of weights, safetensors or packed, from a stream, to its end; closing the stream is the caller's. While it is read
     * this needs twice the memory. Their memory is outside of the heap, and free when nothing refers to them any more, closed or not.
     *
     * @param source what to call it in messages
     * @throws WeightsException when the stream fails, and as {@link #open}
     */
    public static Weights read(String source, InputStream stream) {
        return read(source, stream, -1);
    }

    /**
     * Reads weights of a known size from a stream, like {@link #read(String, InputStream)}, but holds them in memory once and not twice.
     *
     * @param length how many bytes the stream has; negative: nobody knows
     * @throws WeightsException also when it has fewer or more
     */
    public static Weights read(String source, InputStream stream, long length) {
        return StreamedWeights.read(source, stream, length);
    }

    /** Weights made of arrays, in the order of their names; the values are copied. */
    public static Weights of(Map<String, FloatTensor> tensors) {
        SharedMemory memory = new SharedMemory();
        Map<String, Tensor> copies = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            MemorySegment data = memory.arena()
                    .allocate(Math.max(1, tensor.values().length * 4L), 64)
                    .asSlice(0, tensor.values().length * 4L);
            MemorySegment.copy(tensor.values(), 0, data, Tensor.FLOAT, 0, tensor.values().length);
            copies.put(name, new Tensor("weights", name, ElementType.F32, tensor.shape(), data.asReadOnly(), -1));
        });
        return new Weights("weights", Map.of(), copies, Optional.empty(), memory);
    }

    /** Reads the bytes of a file, which live in that memory. */
    static Weights read(String source, MemorySegment bytes, SharedMemory memory) {
        return read(source, bytes, memory, true);
    }

    private static Weights read(String source, MemorySegment bytes, SharedMemory memory, boolean inPlace) {
        if (PackedHeader.begins(bytes)) {
            return new Weights(PackedFile.read(source, bytes, inPlace), memory);
        }
        SafetensorsHeader header = SafetensorsHeader.read(source, bytes);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            long begin = header.dataStart() + entry.begin();
            MemorySegment data = bytes.asSlice(begin, entry.end() - entry.begin());
            tensors.put(entry.name(), new Tensor(source, entry.name(), entry.type(), entry.shape(), data, begin));
        }
        return new Weights(source, header.metadata(), tensors, Optional.of(bytes), memory);
    }

    /**
     * The SHA-256 of the safetensors file, in hexadecimal digits, for which it is read as a whole; of packed weights, that of the file they
     * were packed from. Empty when they came from no file.
     *
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException when the file has shrunk since it was opened
     */
    public Optional<String> sha256() {
        return packed.isPresent()
                ? packed.get().header().sourceSha256()
                : bytes.map(all -> HexFormat.of().formatHex(sha256(all)));
    }

    private byte[] sha256(MemorySegment all) {
        try {
            return ContentDigest.sha256(all);
        } catch (InternalError gone) {
            throw unreadable(Path.of(source), "a file that shrank while it was read", gone);
        }
    }

    /** The file these weights come from, as it was given; for messages. */
    public String source() {
        return source;
    }

    /** The file's own notes, {@code __metadata__}. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Whether they are packed for one program. */
    public boolean isPacked() {
        return packed.isPresent();
    }

    /** Whether they are packed, and sessions that they fit use the file itself: nobody can cut it. Otherwise sessions make a copy. */
    public boolean isUsedInPlace() {
        return packed.isPresent() && packed.get().inPlace();
    }

    /** All tensors by name, in the order of their bytes; none when they are packed, see {@link #unpacked}. */
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
     * @throws IllegalStateException when the weights are packed: {@linkplain #unpacked unpack} them first
     * @throws WeightsException when it cannot be written; nothing is then left under that name that was not there before
     */
    public void save(Path file) {
        if (isPacked()) {
            throw new IllegalStateException(source + " is packed: unpack it first");
        }
        WeightsWriter writer = new WeightsWriter(file);
        metadata.forEach(writer::metadata);
        tensors.values().forEach(writer::add);
        writer.write();
    }

    /**
     * Packs the weights for a program and writes them as a file that {@link #open} maps and sessions of that program read in
     * place. The bytes depend on the program's plan and the values alone. The file appears complete or not at all.
     *
     * @param threads the most threads to work with
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException as in {@link Session#open}; when the file cannot be written
     */
    public void pack(Program program, int threads, Path file) {
        ProgramPlan plan = program.plan();
        try (PackedWeights made = packedFor(plan, threads)) {
            PackedFile.write(file, plan, made.floats(), sha256());
        }
    }

    /**
     * The tensors of packed weights: copies, in single precision. Weights that are not packed are copied as well.
     *
     * @param program the one they are packed for
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException as in {@link Session#open}
     */
    public Weights unpacked(Program program) {
        ProgramPlan plan = program.plan();
        try (PackedWeights made = packedFor(plan, 1)) {
            return of(Unpacking.tensors(plan, made.floats()));
        }
    }

    /**
     * Reads packed weights as a whole and compares them with their checksum, which opening does not do. Other weights have
     * none.
     *
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException when they are not those that were written
     */
    public void checkContent() {
        packed.ifPresent(PackedFile::checkContent);
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Unmaps the file, or frees the arrays; a packed file stays mapped while sessions run on it. Reading a tensor afterwards
     * is an {@link IllegalStateException}.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            memory.close();
        }
    }

    /**
     * These weights arranged as a plan says; a packed file stays mapped where it can be used in place.
     *
     * @param threads the most threads to work with
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException as {@link PackedWeights#of}
     */
    PackedWeights packedFor(ProgramPlan plan, int threads) {
        if (closed) {
            throw new IllegalStateException(source + " is closed: open the session first");
        }
        return packed.isPresent()
                ? PackedWeights.of(plan, packed.get(), memory, threads)
                : PackedWeights.of(plan, this, threads);
    }

    private static WeightsException unreadable(Path file, String found, Throwable cause) {
        Problem problem = new Problem(Kind.FILE, "", found, "a readable safetensors file", -1);
        return new WeightsException(
                file.toString(), List.of(problem), "check the path and the permission to read it", cause);
    }
}
