package dev.attar.importer.onnx;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorData;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code TensorProto}. Raw and packed float data stay where they lie; only number-by-number encodings are copied. */
final class TensorReader {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ExternalData external;

    TensorReader(ExternalData external) {
        this.external = external;
    }

    private static final class Parts {
        String name = "";
        final Longs shape = new Longs();
        long type;
        final List<MemorySegment> floats = new ArrayList<>();
        final Longs singleFloats = new Longs();
        final Longs numbers = new Longs();
        MemorySegment raw;
        boolean elsewhere;
        final Map<String, String> location = new LinkedHashMap<>();
    }

    /** @throws ImportException when the tensor is damaged, of a kind that no weight or constant has, or its file is refused */
    TensorData read(Wire wire, String fallbackName) {
        Parts parts = new Parts();
        parts.name = fallbackName;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> wire.integers(parts.shape);
                case 2 -> parts.type = wire.integer();
                case 4 -> floats(wire, parts);
                case 5, 7 -> wire.integers(parts.numbers);
                case 8 -> parts.name = wire.string();
                case 9 -> parts.raw = wire.content();
                case 10 -> parts.floats.add(wire.content());
                case 13 -> entry(wire.message(fallbackName), parts.location);
                case 14 -> parts.elsewhere = wire.integer() == 1;
                case 3 ->
                    throw new ImportException("tensor '" + parts.name + "' is stored in segments; re-export the model");
                default -> {}
            }
        }
        ElementKind kind = kind(parts);
        List<Long> shape = new ArrayList<>();
        long bytes = kind.bytes();
        for (long size : parts.shape.toArray()) {
            if (size < 0 || size > 0 && bytes > Long.MAX_VALUE / size) {
                throw new ImportException("tensor '" + parts.name + "' has an impossible shape: a size of " + size);
            }
            shape.add(size);
            bytes *= size;
        }
        MemorySegment data =
                parts.elsewhere ? external.read(parts.name, parts.location, bytes) : inline(parts, kind, bytes);
        if (data.byteSize() != bytes) {
            throw new ImportException("tensor '" + parts.name + "' of shape " + shape + " needs " + bytes
                    + " bytes but " + data.byteSize() + " are stored; the file is damaged");
        }
        return new TensorData(parts.name, kind, shape, data);
    }

    private static void floats(Wire wire, Parts parts) {
        if (wire.isPacked()) {
            parts.floats.add(wire.content());
        } else {
            parts.singleFloats.add(Float.floatToRawIntBits(wire.real()));
        }
    }

    private static void entry(Wire wire, Map<String, String> location) {
        String key = "";
        String value = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.string();
                case 2 -> value = wire.string();
                default -> {}
            }
        }
        location.put(key, value);
    }

    private static MemorySegment inline(Parts parts, ElementKind kind, long bytes) {
        if (parts.raw != null) {
            return parts.raw;
        }
        if (parts.floats.size() == 1 && parts.singleFloats.size() == 0) {
            return parts.floats.getFirst();
        }
        if (!parts.floats.isEmpty()) {
            throw new ImportException("tensor '" + parts.name + "' is stored in several pieces; re-export the model");
        }
        Longs values = parts.singleFloats.size() > 0 ? parts.singleFloats : parts.numbers;
        if (bytes != (long) values.size() * kind.bytes()) {
            throw new ImportException("tensor '" + parts.name + "' needs " + bytes / kind.bytes() + " elements but "
                    + values.size() + " are stored; the file is damaged");
        }
        MemorySegment copy = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        for (int i = 0; i < values.size(); i++) {
            switch (kind.bytes()) {
                case 1 -> copy.set(ValueLayout.JAVA_BYTE, i, (byte) values.get(i));
                case 2 -> copy.set(SHORT, i * 2L, (short) values.get(i));
                case 4 -> copy.set(INT, i * 4L, (int) values.get(i));
                default -> copy.set(LONG, i * 8L, values.get(i));
            }
        }
        return copy;
    }

    /** Numbers of {@code TensorProto.DataType}. */
    private static ElementKind kind(Parts parts) {
        return switch ((int) parts.type) {
            case 1 -> ElementKind.FLOAT32;
            case 2 -> ElementKind.UINT8;
            case 3 -> ElementKind.INT8;
            case 4 -> ElementKind.UINT16;
            case 5 -> ElementKind.INT16;
            case 6 -> ElementKind.INT32;
            case 7 -> ElementKind.INT64;
            case 9 -> ElementKind.BOOL;
            case 10 -> ElementKind.FLOAT16;
            case 11 -> ElementKind.FLOAT64;
            case 16 -> ElementKind.BFLOAT16;
            default ->
                throw new ImportException("tensor '" + parts.name + "' has element type " + parts.type
                        + ", which is not supported; export the model in fp32, fp16 or bf16");
        };
    }
}
