package dev.attar.importer.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code NodeProto}, of a graph or of a function. */
final class NodeReader {
    private final String file;
    private final TensorReader tensors;

    NodeReader(String file, TensorReader tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    OnnxNode read(Wire wire) {
        String name = "";
        String domain = "";
        String type = "";
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> in.add(wire.string());
                case 2 -> out.add(wire.string());
                case 3 -> name = wire.string();
                case 4 -> type = wire.string();
                case 5 -> attribute(wire, attributes);
                case 7 -> domain = wire.string();
                default -> {}
            }
        }
        return new OnnxNode(name, domain, type, in, out, attributes);
    }

    void attribute(Wire wire, Map<String, OnnxAttribute> attributes) {
        AttributeReader.read(wire.message(file + ", attribute"), tensors, attributes);
    }
}
