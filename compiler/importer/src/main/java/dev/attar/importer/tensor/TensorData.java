package dev.attar.importer.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The bytes of one stored tensor, usually a part of a mapped file: never copied before they are written out. Two of them are
 * equal only when they are the same object.
 */
public final class TensorData {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final ElementKind kind;
    private final List<Long> shape;
    private final MemorySegment bytes;
    private final List<TensorData> sources;

    /**
     * @param bytes row-major elements, exactly as many as {@code shape} says
     * @throws IllegalArgumentException when the sizes differ: readers check before they come here
     */
    public TensorData(String name, ElementKind kind, List<Long> shape, MemorySegment bytes) {
        this(name, kind, shape, bytes, List.of());
    }

    /** @param sources the stored tensors that the elements were computed from; empty for one that is stored itself */
    TensorData(String name, ElementKind kind, List<Long> shape, MemorySegment bytes, List<TensorData> sources) {
        this.sources = List.copyOf(sources);
        this.name = name;
        this.kind = kind;
        this.shape = List.copyOf(shape);
        this.bytes = bytes.asReadOnly();
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        if (Math.multiplyExact(elements, kind.bytes()) != bytes.byteSize()) {
            throw new IllegalArgumentException(name + " holds " + bytes.byteSize() + " bytes for shape " + shape);
        }
    }

    /** Numbers that no file holds, but that were computed from what it holds. */
    public static TensorData of(String name, List<Long> shape, float... values) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[4 * values.length]);
        for (int i = 0; i < values.length; i++) {
            bytes.set(FLOAT, i * 4L, values[i]);
        }
        return new TensorData(name, ElementKind.FLOAT32, shape, bytes);
    }

    public String name() {
        return name;
    }

    /** The stored tensors that it was computed from; empty for one that is stored itself. */
    public List<TensorData> sources() {
        return sources;
    }

    public ElementKind kind() {
        return kind;
    }

    public List<Long> shape() {
        return shape;
    }

    /** All bytes, read-only, in row-major order. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** The element at this row-major index, as a number. Integers beyond 2^53 lose their last bits. */
    public double value(long index) {
        return switch (kind) {
            case FLOAT32 -> Float.intBitsToFloat(bytes.get(INT, index * 4));
            case FLOAT16 -> Float.float16ToFloat(bytes.get(SHORT, index * 2));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.get(SHORT, index * 2) << 16);
            case FLOAT64 -> Double.longBitsToDouble(bytes.get(LONG, index * 8));
            case INT64 -> bytes.get(LONG, index * 8);
            case INT32 -> bytes.get(INT, index * 4);
            case INT16 -> bytes.get(SHORT, index * 2);
            case UINT16 -> Short.toUnsignedInt(bytes.get(SHORT, index * 2));
            case INT8, BOOL -> bytes.get(ValueLayout.JAVA_BYTE, index);
            case UINT8 -> Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, index));
        };
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
