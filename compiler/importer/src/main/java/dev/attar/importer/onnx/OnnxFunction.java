package dev.attar.importer.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function that a file defines itself: a node of its domain and name stands for its nodes.
 *
 * @param opset version of the standard operator set that its nodes are written in; 0 when it names none
 * @param defaults values of attributes that a node may leave out
 */
record OnnxFunction(
        String domain,
        String name,
        long opset,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> defaults,
        List<OnnxNode> nodes) {

    /** How nodes name it. */
    static String key(String domain, String name) {
        return (domain.equals("ai.onnx") ? "" : domain) + ":" + name;
    }

    /** Reads a {@code FunctionProto}. */
    static OnnxFunction read(Wire wire, NodeReader reader, String file) {
        String domain = "";
        String name = "";
        long opset = 0;
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, OnnxAttribute> defaults = new LinkedHashMap<>();
        List<OnnxNode> nodes = new ArrayList<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.string();
                case 4 -> inputs.add(wire.string());
                case 5 -> outputs.add(wire.string());
                case 7 -> nodes.add(reader.read(wire.message(file + ", node of a function")));
                case 9 -> {
                    OperatorSet set = OperatorSet.read(wire.message(file + ", operator set of a function"));
                    opset = set.standard() ? set.version() : opset;
                }
                case 10 -> domain = wire.string();
                case 11 -> reader.attribute(wire, defaults);
                default -> {}
            }
        }
        return new OnnxFunction(domain, name, opset, inputs, outputs, defaults, nodes);
    }
}
