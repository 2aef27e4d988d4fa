package dev.attar.importer.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.attar.importer.source.ImportException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one protocol-buffer message, field by field, where it lies: strings and byte fields come back as parts of the mapped
 * file, so a model is read without a copy.
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
 * <p>The encoding is protobuf-java's business, the field numbers are the caller's. Groups, which ONNX does not use, are refused.
 * A message is at most 2 GB, as everywhere with protocol buffers; larger models keep their weights in files beside them.
 */
final class Wire {
    private static final int LONGEST_TEXT = 1 << 20;

    private final String what;
    private final CodedInputStream in;
    private int field;
    private int type;
    private long value;
    private MemorySegment content;

    /** @param what the message, for error messages: {@code "model.onnx, node 7"} */
    Wire(String what, MemorySegment bytes) {
        this.what = what;
        if (bytes.byteSize() > Integer.MAX_VALUE)
            throw new ImportException(
                    what + " is larger than 2 GB, which no protocol buffer can be; save the model with external data");
        this.in = CodedInputStream.newInstance(bytes.asByteBuffer());
        in.enableAliasing(true); // else byte fields would be copied
    }

    /** Steps to the next field; false at the end of the message. */
    boolean next() {
        try {
            int tag = in.readTag();
            if (tag == 0) return false;
            field = WireFormat.getTagFieldNumber(tag);
            type = WireFormat.getTagWireType(tag);
            content = null;
            switch (type) {
                case WireFormat.WIRETYPE_VARINT -> value = in.readRawVarint64();
                case WireFormat.WIRETYPE_FIXED64 -> value = in.readRawLittleEndian64();
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> content = MemorySegment.ofBuffer(in.readByteBuffer());
                case WireFormat.WIRETYPE_FIXED32 -> value = in.readRawLittleEndian32();
                default -> throw broken("wire type " + type + " of field " + field);
            }
            return true;
        } catch (IOException e) {
            throw broken(e.getMessage());
        }
    }

    int field() {
        return field;
    }

    /** Whether the field holds bytes: a message, text, or the packed form of a repeated number. */
    boolean isPacked() {
        return type == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** The field as an integer. */
    long integer() {
        expect(type == WireFormat.WIRETYPE_VARINT, "an integer");
        return value;
    }

    /** The field as a 32-bit float. */
    float real() {
        expect(type == WireFormat.WIRETYPE_FIXED32, "a float");
        return Float.intBitsToFloat((int) value);
    }

    /** The field as bytes, in place. */
    MemorySegment content() {
        expect(type == WireFormat.WIRETYPE_LENGTH_DELIMITED, "bytes");
        return content;
    }

    /** The field as UTF-8 text. */
    String string() {
        expect(isPacked() && content.byteSize() <= LONGEST_TEXT, "text");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(content.asByteBuffer())
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
        if (type == WireFormat.WIRETYPE_VARINT) {
            list.add(value);
            return;
        }
        CodedInputStream packed = CodedInputStream.newInstance(content().asByteBuffer());
        try {
            while (!packed.isAtEnd()) list.add(packed.readRawVarint64());
        } catch (IOException e) {
            throw broken(e.getMessage());
        }
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
