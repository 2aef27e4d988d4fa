package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes a safetensors file. Tensors are announced first and asked for their values one at a time, so no more than one of
 * them need be in memory. The bytes depend on names, types, shapes and values alone: wide types first (which keeps every
 * tensor aligned), then by name. The file appears under its name complete or not at all.
 */
public final class WeightsWriter {
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final Map<String, String> metadata = new TreeMap<>();
    private final Map<String, Planned> tensors = new TreeMap<>();

    /** A tensor to be written. */
    record Planned(String name, ElementType type, List<Long> shape, long bytes, Body body) {}

    /** Writes the bytes of one tensor. */
    private interface Body {
        void write(FileChannel channel) throws IOException;
    }

    /** Will write {@code file}, or replace it. */
    public WeightsWriter(Path file) {
        this.file = file;
    }

    /** Adds a note to the file's {@code __metadata__}. */
    public WeightsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Adds a tensor of single precision; the values are asked for when it is written. */
    public WeightsWriter add(String name, Supplier<float[]> values, long... shape) {
        return add(name, ElementType.F32, values, shape);
    }

    /**
     * Adds a tensor; the values are asked for, and rounded to the nearest number of the type (ties to even), when it is
     * written.
     *
     * @throws IllegalArgumentException when the name is taken, reserved or not Unicode, or nothing can have the
     *     shape
     */
    public WeightsWriter add(String name, ElementType type, Supplier<float[]> values, long... shape) {
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        long elements = FloatTensor.elements(dimensions);
        return add(new Planned(name, type, dimensions, Math.multiplyExact(elements, type.bytes()), channel -> {
            float[] array = values.get();
            if (array.length != elements) {
                throw new IllegalArgumentException("tensor " + Quoted.name(name) + " " + Quoted.shape(dimensions)
                        + " was given " + array.length + " values");
            }
            encode(channel, type, array);
        }));
    }

    /** Adds a tensor of other weights as it is, bit for bit; they must stay open until this file is written. */
    public WeightsWriter add(Tensor tensor) {
        return add(new Planned(
                tensor.name(), tensor.type(), tensor.shape(), tensor.data().byteSize(), channel -> {
                    for (long at = 0; at < tensor.data().byteSize(); at += CHUNK) {
                        long count = Math.min(CHUNK, tensor.data().byteSize() - at);
                        writeFully(channel, tensor.data().asSlice(at, count).asByteBuffer());
                    }
                }));
    }

    private WeightsWriter add(Planned tensor) {
        if (tensor.name().equals(SafetensorsHeader.METADATA) || tensors.containsKey(tensor.name())) {
            throw new IllegalArgumentException("the name " + Quoted.name(tensor.name()) + " is taken");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(tensor.name())) {
            throw new IllegalArgumentException(
                    "the name " + Quoted.name(tensor.name()) + " cannot be written as UTF-8");
        }
        tensors.put(tensor.name(), tensor);
        return this;
    }

    /**
     * Writes the file: into a new file beside it, which then takes its name in one step.
     *
     * @throws WeightsException when it cannot be written; nothing is then left under that name that was not there before
     */
    public void write() {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                List<Planned> order = tensors.values().stream()
                        .sorted(Comparator.comparing(tensor -> -tensor.type().bytes())) // stable: then by name
                        .toList();
                writeFully(channel, ByteBuffer.wrap(HeaderText.bytes(metadata, order)));
                for (Planned tensor : order) {
                    tensor.body().write(channel);
                }
                channel.force(true);
            }
            moveOver(part, target);
        } catch (IOException failed) {
            Problem problem = new Problem(Kind.FILE, "", failed.toString(), "a file that can be written", -1);
            throw new WeightsException(
                    file.toString(), List.of(problem), "check the folder, its permissions and its free space", failed);
        } finally {
            deleteQuietly(part);
        }
    }

    private static void moveOver(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // The error that matters is already on its way; a leftover part file harms nobody.
        }
    }

    private static void encode(FileChannel channel, ElementType type, float[] values) throws IOException {
        int perChunk = CHUNK / type.bytes();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, (long) values.length * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += perChunk) {
            int to = Math.min(values.length, from + perChunk);
            for (int i = from; i < to; i++) {
                switch (type) {
                    case F32 -> chunk.putFloat(values[i]);
                    case F16 -> chunk.putShort(Float.floatToFloat16(values[i]));
                    case BF16 -> chunk.putShort(Bfloat16.of(values[i]));
                }
            }
            writeFully(channel, chunk.flip());
            chunk.clear();
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
