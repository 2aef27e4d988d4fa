package dev.attar.importer.onnx;

import dev.attar.importer.source.ImportException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one protocol-buffer message, field by field, where it lies: strings and byte fields come back as parts of the mapped
 * file, so a model of any size is read without a copy.
 *
 * <pre>{@code
 * while (wire.next()) {
 *     switch (wire.field()) {
 *         case 1 -> name = wire.string();
 *         default -> {} // skipped
 *     }
 * }
 * }</pre>
 *
 * <p>Source: protobuf.dev, "Encoding". Groups, which ONNX does not use, are refused.
 */
final class Wire {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_TEXT = 1 << 20;

    private final String what;
    private final MemorySegment bytes;
    private long position;
    private int field;
    private int type;
    private long value;
    private MemorySegment content;

    /** @param what the message, for error messages: {@code "model.onnx, node 7"} */
    Wire(String what, MemorySegment bytes) {
        this.what = what;
        this.bytes = bytes;
    }

    /** Steps to the next field; false at the end of the message. */
    boolean next() {
        if (position == bytes.byteSize()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFFFFFF) {
            throw broken("field number " + (tag >>> 3));
        }
        content = null;
        switch (type) {
            case 0 -> value = varint();
            case 1 -> value = skip(8).get(LONG, 0);
            case 2 -> content = skip(varint());
            case 5 -> value = skip(4).get(INT, 0);
            default -> throw broken("wire type " + type + " of field " + field);
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Whether the field holds bytes: a message, text, or the packed form of a repeated number. */
    boolean isPacked() {
        return type == 2;
    }

    /** The field as an integer. */
    long integer() {
        expect(type == 0, "an integer");
        return value;
    }

    /** The field as a 32-bit float. */
    float real() {
        expect(type == 5, "a float");
        return Float.intBitsToFloat((int) value);
    }

    /** The field as bytes, in place. */
    MemorySegment content() {
        expect(type == 2, "bytes");
        return content;
    }

    /** The field as UTF-8 text. */
    String string() {
        expect(type == 2 && content.byteSize() <= LONGEST_TEXT, "text");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.toArray(ValueLayout.JAVA_BYTE)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ImportException(what + ": field " + field + " is not UTF-8 text; the file is damaged", e);
        }
    }

    /** The field as a message. */
    Wire message(String name) {
        return new Wire(name, content());
    }

    /** Adds the integers of a repeated field, packed or single, to {@code list}. */
    void integers(Longs list) {
        if (type == 0) {
            list.add(value);
            return;
        }
        Wire packed = new Wire(what, content());
        while (packed.position < packed.bytes.byteSize()) {
            list.add(packed.varint());
        }
    }

    private MemorySegment skip(long count) {
        if (count < 0 || count > bytes.byteSize() - position) {
            throw broken("a field of " + count + " bytes where " + (bytes.byteSize() - position) + " are left");
        }
        MemorySegment part = bytes.asSlice(position, count);
        position += count;
        return part;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == bytes.byteSize()) {
                throw broken("the end in the middle of a number");
            }
            byte b = bytes.get(ValueLayout.JAVA_BYTE, position++);
            result |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return result;
            }
        }
        throw broken("a number of more than 10 bytes");
    }

    private void expect(boolean condition, String wanted) {
        if (!condition) {
            throw broken("field " + field + " is not " + wanted);
        }
    }

    private ImportException broken(String found) {
        return new ImportException(
                what + ": not a valid ONNX file (" + found + "); it may be truncated, or not ONNX at all");
    }
}
