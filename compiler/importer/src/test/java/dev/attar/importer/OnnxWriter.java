package dev.attar.importer;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Writes ONNX files for tests with the real protocol-buffer library, so that our reader is tried on somebody else's bytes. */
final class OnnxWriter {
    private final int opset;
    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
    private final List<ByteString> functions = new ArrayList<>();
    private int names;

    OnnxWriter(int opset) {
        this.opset = opset;
    }

    int opset() {
        return opset;
    }

    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static ByteString message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private void part(int field, ByteString content) {
        try {
            message(out -> out.writeBytes(field, content)).writeTo(graph);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fresh(String what) {
        return what + "_" + names++;
    }

    /** One node with one output, whose name it returns. */
    String node(String type, Map<String, Object> attributes, String... inputs) {
        return nodes("", type, 1, attributes, inputs).getFirst();
    }

    String node(String type, String... inputs) {
        return node(type, Map.of(), inputs);
    }

    String fused(String type, Map<String, Object> attributes, String... inputs) {
        return nodes("com.microsoft", type, 1, attributes, inputs).getFirst();
    }

    List<String> nodes(String domain, String type, int count, Map<String, Object> attributes, String... inputs) {
        List<String> outputs =
                IntStream.range(0, count).mapToObj(_ -> fresh(type)).toList();
        raw(domain, type, outputs, attributes, inputs);
        return outputs;
    }

    void raw(String domain, String type, List<String> outputs, Map<String, Object> attributes, String... inputs) {
        part(1, message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            for (String output : outputs) {
                out.writeString(2, output);
            }
            out.writeString(3, fresh("node"));
            out.writeString(4, type);
            for (Map.Entry<String, Object> entry : new TreeMap<>(attributes).entrySet()) {
                out.writeBytes(5, attribute(entry.getKey(), entry.getValue()));
            }
            if (!domain.isEmpty()) {
                out.writeString(7, domain);
            }
        }));
    }

    private static ByteString attribute(String name, Object value) {
        return message(out -> {
            out.writeString(1, name);
            switch (value) {
                case Float f -> {
                    out.writeFloat(2, f);
                    out.writeInt32(20, 1);
                }
                case Long l -> {
                    out.writeInt64(3, l);
                    out.writeInt32(20, 2);
                }
                case String s -> {
                    out.writeString(4, s);
                    out.writeInt32(20, 3);
                }
                case ByteString tensor -> {
                    out.writeBytes(5, tensor);
                    out.writeInt32(20, 4);
                }
                case long[] list -> {
                    for (long l : list) {
                        out.writeInt64(8, l);
                    }
                    out.writeInt32(20, 7);
                }
                default -> throw new IllegalArgumentException(name);
            }
        });
    }

    static ByteString floatTensor(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, 1, raw.array(), shape);
    }

    static ByteString intTensor(String name, long[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(name, 7, raw.array(), shape);
    }

    static ByteString tensor(String name, int type, byte[] raw, long... shape) {
        return message(out -> {
            for (long size : shape) {
                out.writeInt64(1, size);
            }
            out.writeInt32(2, type);
            out.writeString(8, name);
            out.writeByteArray(9, raw);
        });
    }

    /** A tensor stored in another file. */
    static ByteString externalTensor(String name, Map<String, String> location, long... shape) {
        return message(out -> {
            for (long size : shape) {
                out.writeInt64(1, size);
            }
            out.writeInt32(2, 1);
            out.writeString(8, name);
            for (Map.Entry<String, String> entry : location.entrySet()) {
                out.writeBytes(13, message(e -> {
                    e.writeString(1, entry.getKey());
                    e.writeString(2, entry.getValue());
                }));
            }
            out.writeInt32(14, 1);
        });
    }

    String initializer(String name, ByteString tensor) {
        part(5, tensor);
        return name;
    }

    String floats(float[] values, long... shape) {
        String name = fresh("weights");
        return initializer(name, floatTensor(name, values, shape));
    }

    /** Integers as a Constant node. */
    String ints(long... values) {
        return node("Constant", Map.of("value", intTensor("", values, values.length)));
    }

    /** One integer without axes. */
    String integer(long value) {
        return node("Constant", Map.of("value", intTensor("", new long[] {value})));
    }

    String number(float value) {
        return node("Constant", Map.of("value", floatTensor("", new float[] {value})));
    }

    /** A function of the domain "test" with one input and one output, whose only node has this operator of the same domain. */
    void function(String name, String operator) {
        functions.add(message(out -> {
            out.writeString(1, name);
            out.writeString(4, "x");
            out.writeString(5, "y");
            out.writeBytes(7, message(node -> {
                node.writeString(1, "x");
                node.writeString(2, "y");
                node.writeString(4, operator);
                node.writeString(7, "test");
            }));
            out.writeString(10, "test");
        }));
    }

    void input(String name, long... sizes) {
        part(11, value(name, 7, sizes));
    }

    /** Declares an output; its shape is left to be inferred. */
    void output(String name) {
        part(12, message(out -> {
            out.writeString(1, name);
            out.writeBytes(2, message(type -> type.writeBytes(1, message(t -> t.writeInt32(1, 1)))));
        }));
    }

    /** Gives a value the name of an output. */
    void output(String name, String value) {
        raw("", "Identity", List.of(name), Map.of(), value);
        output(name);
    }

    private static ByteString value(String name, int type, long... sizes) {
        ByteString shape = message(out -> {
            for (int i = 0; i < sizes.length; i++) {
                long size = sizes[i];
                String symbol = "axis" + i;
                out.writeBytes(1, message(axis -> {
                    if (size > 0) {
                        axis.writeInt64(1, size);
                    } else {
                        axis.writeString(2, symbol);
                    }
                }));
            }
        });
        ByteString tensor = message(out -> {
            out.writeInt32(1, type);
            out.writeBytes(2, shape);
        });
        return message(out -> {
            out.writeString(1, name);
            out.writeBytes(2, message(t -> t.writeBytes(1, tensor)));
        });
    }

    byte[] model() {
        return message(out -> {
                    out.writeInt64(1, 8);
                    out.writeString(2, "attar-tests");
                    out.writeBytes(7, message(g -> {
                        g.writeRawBytes(ByteString.copyFrom(graph.toByteArray()));
                        g.writeString(2, "graph");
                    }));
                    for (ByteString function : functions) {
                        out.writeBytes(25, function);
                    }
                    for (String domain : Arrays.asList("", "com.microsoft")) {
                        out.writeBytes(8, message(set -> {
                            set.writeString(1, domain);
                            set.writeInt64(2, domain.isEmpty() ? opset : 1);
                        }));
                    }
                })
                .toByteArray();
    }
}
