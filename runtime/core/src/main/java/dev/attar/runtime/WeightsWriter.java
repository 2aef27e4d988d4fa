package dev.attar.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    record Planned(String name, ElementType type, List<Long> shape, long bytes, NewFile.Content content) {}

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

    /** Reads elements of a tensor, row-major, from one index on. */
    @FunctionalInterface
    public interface Elements {
        /** Fills all of {@code target} with the elements from index {@code first} on. */
        void read(long first, float[] target);
    }

    /**
     * Adds a tensor whose elements are asked for a part at a time when it is written, so that not even one tensor need be in
     * memory.
     *
     * @throws IllegalArgumentException as {@link #add(String, ElementType, Supplier, long...)}
     */
    public WeightsWriter addInParts(String name, ElementType type, Elements elements, long... shape) {
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        long count = FloatTensor.elements(dimensions);
        return add(new Planned(name, type, dimensions, Math.multiplyExact(count, type.bytes()), channel -> {
            int part = CHUNK / Float.BYTES;
            for (long first = 0; first < count; first += part) {
                float[] values = new float[(int) Math.min(part, count - first)];
                elements.read(first, values);
                encode(channel, type, values);
            }
        }));
    }

    /** Adds a tensor of other weights as it is, bit for bit; they must stay open until this file is written. */
    public WeightsWriter add(Tensor tensor) {
        return add(new Planned(
                tensor.name(),
                tensor.type(),
                tensor.shape(),
                tensor.data().byteSize(),
                channel -> NewFile.append(channel, tensor.data())));
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
        List<Planned> order = tensors.values().stream()
                .sorted(Comparator.comparing(tensor -> -tensor.type().bytes())) // stable: then by name
                .toList();
        NewFile.write(file, channel -> {
            NewFile.append(channel, ByteBuffer.wrap(HeaderText.bytes(metadata, order)));
            for (Planned tensor : order) {
                tensor.content().write(channel);
            }
        });
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
            NewFile.append(channel, chunk.flip());
            chunk.clear();
        }
    }
}
