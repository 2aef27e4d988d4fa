package dev.attar.runtime;

import dev.attar.runtime.files.Quoted;
import dev.attar.runtime.weights.Bfloat16;
import dev.attar.runtime.weights.HeaderText;
import dev.attar.runtime.weights.NewFile;
import dev.attar.runtime.weights.PlannedTensor;
import dev.attar.runtime.weights.SafetensorsHeader;
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
    private final Map<String, PlannedTensor> tensors = new TreeMap<>();

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

    /** The values of a tensor, in row-major order, asked for piece by piece. */
    @FunctionalInterface
    public interface Values {
        /** Reads the elements from element {@code first} on into all of {@code into}. */
        void read(long first, float[] into);
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
        return add(new PlannedTensor(name, type, dimensions, Math.multiplyExact(elements, type.bytes()), channel -> {
            float[] array = values.get();
            if (array.length != elements) {
                throw new IllegalArgumentException("tensor " + Quoted.name(name) + " " + Quoted.shape(dimensions)
                        + " was given " + array.length + " values");
            }
            ByteBuffer chunk = chunk(type, elements);
            for (int from = 0; from < array.length; from += CHUNK / type.bytes()) {
                encode(channel, type, array, from, Math.min(array.length - from, CHUNK / type.bytes()), chunk);
            }
        }));
    }

    /**
     * Adds a tensor of any size; its values are asked for some at a time, in order, when it is written, so it is never in memory as a
     * whole.
     *
     * @throws IllegalArgumentException as above
     */
    public WeightsWriter addStreamed(String name, ElementType type, Values values, long... shape) {
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        long elements = FloatTensor.elements(dimensions);
        return add(new PlannedTensor(name, type, dimensions, Math.multiplyExact(elements, type.bytes()), channel -> {
            ByteBuffer chunk = chunk(type, elements);
            float[] some = {};
            for (long first = 0; first < elements; first += some.length) {
                int count = (int) Math.min(elements - first, CHUNK / type.bytes());
                some = some.length == count ? some : new float[count];
                values.read(first, some);
                encode(channel, type, some, 0, count, chunk);
            }
        }));
    }

    /** Adds a tensor of other weights as it is, bit for bit; they must stay open until this file is written. */
    public WeightsWriter add(Tensor tensor) {
        return add(new PlannedTensor(
                tensor.name(),
                tensor.type(),
                tensor.shape(),
                tensor.data().byteSize(),
                channel -> NewFile.append(channel, tensor.data())));
    }

    private WeightsWriter add(PlannedTensor tensor) {
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
        List<PlannedTensor> order = tensors.values().stream()
                .sorted(Comparator.comparing(tensor -> -tensor.type().bytes())) // stable: then by name
                .toList();
        NewFile.write(file, channel -> {
            NewFile.append(channel, ByteBuffer.wrap(HeaderText.bytes(metadata, order)));
            for (PlannedTensor tensor : order) {
                tensor.content().write(channel);
            }
        });
    }

    private static ByteBuffer chunk(ElementType type, long elements) {
        return ByteBuffer.allocate((int) Math.min(CHUNK, elements * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes {@code count} values, as many as the chunk has room for at most. */
    private static void encode(
            FileChannel channel, ElementType type, float[] values, int from, int count, ByteBuffer chunk)
            throws IOException {
        chunk.clear();
        for (int i = from; i < from + count; i++) {
            switch (type) {
                case F32 -> chunk.putFloat(values[i]);
                case F16 -> chunk.putShort(Float.floatToFloat16(values[i]));
                case BF16 -> chunk.putShort(Bfloat16.of(values[i]));
            }
        }
        NewFile.append(channel, chunk.flip());
    }
}
