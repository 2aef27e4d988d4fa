package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.FormatFault;

/**
 * The fields of one message of Google's protocol buffers, in order.
 *
 * <p>Some lines instead of a library of 2 MB: only numbers, floats and strings of bytes are needed, and every length is
 * checked here.
 */
final class Protobuf {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;

    Protobuf(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Protobuf(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The number of the next field, or 0 at the end. Its value must be read or skipped before the next one. */
    int next() {
        if (at == end) {
            return 0;
        }
        long key = varint();
        field = (int) (key >>> 3);
        type = (int) (key & 7);
        if (field <= 0 || key >>> 3 > Integer.MAX_VALUE) {
            throw fault("a field without a number");
        }
        return field;
    }

    long number() {
        expect(0);
        return varint();
    }

    float real() {
        expect(5);
        int bits = 0;
        need(4);
        for (int i = 0; i < 4; i++) {
            bits |= (bytes[at++] & 0xFF) << 8 * i;
        }
        return Float.intBitsToFloat(bits);
    }

    byte[] data() {
        Protobuf message = message();
        return java.util.Arrays.copyOfRange(bytes, message.at, message.end);
    }

    String string() {
        return Utf8.text(data());
    }

    Protobuf message() {
        expect(2);
        long length = varint();
        need(length);
        Protobuf message = new Protobuf(bytes, at, at + (int) length);
        at += (int) length;
        return message;
    }

    void skip() {
        switch (type) {
            case 0 -> varint();
            case 1 -> skip(8);
            case 2 -> message();
            case 5 -> skip(4);
            default -> throw fault("a field of the unknown type " + type);
        }
    }

    private void skip(int count) {
        need(count);
        at += count;
    }

    private void expect(int wanted) {
        if (type != wanted) {
            throw fault("field " + field + " is of type " + type + ", not " + wanted);
        }
    }

    private void need(long count) {
        if (count < 0 || count > end - at) {
            throw fault("the file ends inside field " + field + "; it may be incomplete");
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            need(1);
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw fault("a number of more than 10 bytes");
    }

    private FormatFault fault(String what) {
        return new FormatFault("byte " + at + ": " + what + "; it is no SentencePiece model");
    }
}
