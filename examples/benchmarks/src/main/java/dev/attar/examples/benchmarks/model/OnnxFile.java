package dev.attar.examples.benchmarks.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * An ONNX file being written: inputs, weights and nodes. Field numbers are those of the public schema, github.com/onnx/onnx,
 * onnx/onnx.proto.
 */
final class OnnxFile {
    private static final int IR_VERSION = 6;
    private static final int OPERATOR_SET = 11;
    private static final int FLOAT = 1;
    private static final int LONG = 7;

    private final ProtoMessage graph = new ProtoMessage();
    private int nodes;

    /** An attribute of a node. */
    record Attribute(ProtoMessage message) {
        static Attribute of(String name, long value) {
            return new Attribute(
                    new ProtoMessage().text(1, name).integer(3, value).integer(20, 2));
        }

        static Attribute of(String name, List<Long> values) {
            ProtoMessage message = new ProtoMessage().text(1, name);
            values.forEach(value -> message.integer(8, value));
            return new Attribute(message.integer(20, 7));
        }
    }

    /** An input of token ids or the like: (batch, sequence) of 64-bit integers. */
    void input(String name) { // of integers
        graph.message(11, valueInfo(name, LONG, "batch", "sequence"));
    }

    /** An input of floats. */
    void input(String name, String... sizes) {
        graph.message(11, valueInfo(name, FLOAT, sizes));
    }

    void output(String name) {
        output(name, "batch", "sequence", "width");
    }

    /** An output of floats. */
    void output(String name, String... sizes) {
        graph.message(12, valueInfo(name, FLOAT, sizes));
    }

    /** The result of one more operation. */
    String node(String type, List<String> inputs, Attribute... attributes) {
        String output = type + "_" + nodes++;
        node(type, inputs, output, attributes);
        return output;
    }

    /** Adds a node whose output has a name of the caller's. */
    void node(String type, List<String> inputs, String output, Attribute... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, "node_" + output).text(4, type);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        graph.message(1, node);
    }

    /** A constant of integers; without sizes a single number. */
    String integers(String name, long[] values, long... sizes) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, LONG, bytes.capacity(), out -> out.write(bytes.array()), sizes);
    }

    /** A constant of floats, asked for when it is written; without sizes a single number. */
    String floats(String name, Supplier<float[]> values, long... sizes) {
        long count = 1;
        for (long size : sizes) {
            count *= size;
        }
        return tensor(name, FLOAT, 4 * count, out -> write(values.get(), out), sizes);
    }

    private String tensor(String name, int type, long length, ProtoMessage.Body body, long... sizes) {
        ProtoMessage tensor = new ProtoMessage();
        for (long size : sizes) {
            tensor.integer(1, size);
        }
        graph.message(5, tensor.integer(2, type).text(8, name).body(9, length, body));
        return name;
    }

    void writeTo(Path file) throws IOException {
        ProtoMessage model = new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, "attar-benchmarks")
                .message(8, new ProtoMessage().text(1, "").integer(2, OPERATOR_SET))
                .message(7, graph.text(2, "model"));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            model.writeTo(out);
        }
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    private static ProtoMessage valueInfo(String name, int type, String... sizes) {
        ProtoMessage shape = new ProtoMessage();
        for (String size : sizes) {
            shape.message(1, new ProtoMessage().text(2, size));
        }
        ProtoMessage tensor = new ProtoMessage().integer(1, type).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
