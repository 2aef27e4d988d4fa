package dev.attar.examples.benchmarks.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * As much of Python's pickle, protocol 2, as a TorchScript file needs.
 *
 * <p>Source: the opcodes of CPython's Lib/pickletools.py; which of them a tensor takes, PyTorch's
 * torch/csrc/jit/serialization/pickler.cpp.
 */
final class Pickle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        op(0x80).op(2);
    }

    byte[] end() {
        op('.');
        return bytes.toByteArray();
    }

    Pickle emptyTuple() {
        return op(')');
    }

    /** Begins an object of a class without arguments, whose fields follow. */
    Pickle object(String module, String type) {
        return global(module, type).emptyTuple().op(0x81).op('}').op('(');
    }

    /** Ends the fields. */
    Pickle endObject() {
        return op('u').op('b');
    }

    Pickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    Pickle bool(boolean value) {
        return op(value ? 0x88 : 0x89);
    }

    Pickle integer(long value) {
        return op('J').int32(Math.toIntExact(value));
    }

    /** A tensor of floats, row-major, whose bytes are the record {@code data/KEY} of the archive. */
    Pickle floats(String key, long... sizes) {
        long elements = 1;
        for (long size : sizes) {
            elements *= size;
        }
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu");
        integer(elements).op('t').op('Q');
        integer(0).op('(');
        for (long size : sizes) {
            integer(size);
        }
        op('t').op('(');
        for (int i = 0; i < sizes.length; i++) {
            long stride = 1;
            for (int j = i + 1; j < sizes.length; j++) {
                stride *= sizes[j];
            }
            integer(stride);
        }
        op('t').bool(false).global("collections", "OrderedDict").emptyTuple().op('R');
        return op('t').op('R');
    }

    private Pickle global(String module, String name) {
        op('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private Pickle int32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    private Pickle op(int code) {
        bytes.write(code);
        return this;
    }
}
