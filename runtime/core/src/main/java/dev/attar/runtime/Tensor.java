package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.files.Quoted;
import dev.attar.runtime.weights.FiniteCheck;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One tensor of {@link Weights}: a view, whose numbers stay in the file until they are read. Row-major. Reading it after
 * the weights were closed is an {@link IllegalStateException}.
 */
public final class Tensor {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String source;
    private final String name;
    private final ElementType type;
    private final List<Long> shape;
    private final long elements;
    private final MemorySegment data;
    private final long fileOffset;

    /** A tensor over {@code data}, which holds exactly its elements, little-endian. */
    Tensor(String source, String name, ElementType type, List<Long> shape, MemorySegment data, long fileOffset) {
        this.source = source;
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.elements = data.byteSize() / type.bytes();
        this.data = data;
        this.fileOffset = fileOffset;
    }

    public String name() {
        return name;
    }

    /** How its numbers are stored. */
    public ElementType type() {
        return type;
    }

    /** Its dimensions, outermost first; empty for a single number. */
    public List<Long> shape() {
        return shape;
    }

    /** The product of its dimensions. */
    public long elements() {
        return elements;
    }

    /** Byte of the file where its numbers begin; -1 when it was made in memory. */
    public long fileOffset() {
        return fileOffset;
    }

    /**
     * Reads {@code count} elements from element {@code first} on, widened to floats, into {@code target[at]} and after.
     *
     * @throws WeightsException when the file has shrunk since it was opened
     */
    public void read(long first, float[] target, int at, int count) {
        try {
            if (type == ElementType.F32) {
                MemorySegment.copy(data, FLOAT, Math.multiplyExact(first, 4L), target, at, count);
                return;
            }
            short[] bits = new short[count];
            MemorySegment.copy(data, SHORT, Math.multiplyExact(first, 2L), bits, 0, count);
            for (int i = 0; i < count; i++) {
                target[at + i] =
                        type == ElementType.F16 ? Float.float16ToFloat(bits[i]) : Float.intBitsToFloat(bits[i] << 16);
            }
        } catch (InternalError gone) {
            throw shrunk(gone);
        }
    }

    /**
     * All its elements, widened to floats.
     *
     * @throws IllegalStateException when there are more than an array can hold
     */
    public float[] toArray() {
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "tensor " + Quoted.name(name) + " has " + elements + " elements: read it in parts");
        }
        float[] values = new float[(int) elements];
        read(0, values, 0, values.length);
        return values;
    }

    /**
     * Looks for a number that is NaN or infinite.
     *
     * @param first the first element to look at
     * @param count how many elements
     * @param limit a number counts also when it is as large as this, with either sign
     * @return the index of the first such element; -1 when all are finite
     * @throws WeightsException when the file has shrunk since it was opened
     */
    public long firstNotFinite(long first, long count, float limit) {
        try {
            return FiniteCheck.firstNotFinite(data, type, first, count, limit);
        } catch (InternalError gone) {
            throw shrunk(gone);
        }
    }

    /** What to say of an {@link InternalError}, which the JVM makes of a mapped page that is no longer there. */
    private WeightsException shrunk(InternalError gone) {
        Problem problem = new Problem(Kind.FILE, name, "a file that shrank while it was read", "", fileOffset);
        return new WeightsException(source, List.of(problem), "do not change weight files in use", gone);
    }

    /** Its bytes as they are stored. */
    MemorySegment data() {
        return data;
    }

    @Override
    public String toString() {
        return name + " " + type + " " + Quoted.shape(shape);
    }
}
