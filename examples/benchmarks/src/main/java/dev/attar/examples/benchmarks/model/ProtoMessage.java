package dev.attar.examples.benchmarks.model;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One protocol-buffer message being written, field by field. Large parts are not held but written when their turn comes, so a
 * model of half a gigabyte needs no array of that size.
 */
final class ProtoMessage {
    private final List<Part> parts = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream fields = CodedOutputStream.newInstance(bytes);
    private long size;

    /** Bytes that are not made before they are written. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Part(byte[] head, Body body) {}

    private interface Field {
        void write(CodedOutputStream out) throws IOException;
    }

    ProtoMessage integer(int field, long value) {
        return add(out -> out.writeInt64(field, value));
    }

    ProtoMessage real(int field, float value) {
        return add(out -> out.writeFloat(field, value));
    }

    ProtoMessage text(int field, String value) {
        return add(out -> out.writeString(field, value));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return body(field, value.size(), value::writeTo);
    }

    /** A field of so many bytes, which {@code body} will write. */
    ProtoMessage body(int field, long length, Body body) {
        add(out -> {
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt64NoTag(length);
        });
        parts.add(new Part(bytes.toByteArray(), body));
        bytes.reset();
        size += length;
        return this;
    }

    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            out.write(part.head());
            part.body().writeTo(out);
        }
        bytes.writeTo(out);
    }

    private ProtoMessage add(Field field) {
        try {
            int before = bytes.size();
            field.write(fields);
            fields.flush();
            size += bytes.size() - before;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is none in memory
        }
    }
}
