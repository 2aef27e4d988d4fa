package dev.attar.importer.onnx;

import dev.attar.importer.source.ImportException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the nodes of a function in the place of each node that calls it. Values inside get names of their own; an attribute that
 * refers to one of the call gets its value.
 */
final class FunctionInliner {
    private static final int DEEPEST = 16;
    private static final int MOST_NODES = 1 << 18;
    /** Before this version softmax worked on several axes at once; no later change matters to an encoder. */
    private static final long SOFTMAX_OF_ONE_AXIS = 13;

    private final Map<String, OnnxFunction> functions;
    private final long opset;
    private final List<OnnxNode> result = new ArrayList<>();
    private int calls;

    /** @param opset version of the standard operator set of the graph */
    FunctionInliner(Map<String, OnnxFunction> functions, long opset) {
        this.functions = functions;
        this.opset = opset;
    }

    /** @throws ImportException when functions call each other without end */
    List<OnnxNode> inlined(List<OnnxNode> nodes) {
        nodes.forEach(node -> add(node, 0));
        return result;
    }

    private void add(OnnxNode node, int depth) {
        OnnxFunction function = functions.get(OnnxFunction.key(node.domain(), node.type()));
        if (function == null) {
            result.add(node);
            if (result.size() > MOST_NODES) {
                throw new ImportException("its functions make more than " + MOST_NODES + " nodes");
            }
            return;
        }
        if (depth == DEEPEST) {
            throw node.refuse("its functions call each other more than " + DEEPEST + " deep");
        }
        if (function.opset() != 0 && function.opset() < SOFTMAX_OF_ONE_AXIS != opset < SOFTMAX_OF_ONE_AXIS) {
            throw node.refuse("its function is written in operator set " + function.opset() + ", the graph in " + opset
                    + "; export the model in one operator set");
        }
        Scope names = scope(node, function);
        for (OnnxNode inner : function.nodes()) {
            add(renamed(inner, node, function, names), depth + 1);
        }
    }

    /** Names of the values inside one call. */
    private record Scope(int call, Map<String, String> names) {
        String of(String inside) {
            return names.computeIfAbsent(inside, name -> "call " + call + ": " + name);
        }
    }

    /** What the function calls its inputs and outputs, as the graph calls them; outputs that it passes through are copied. */
    private Scope scope(OnnxNode node, OnnxFunction function) {
        Map<String, String> names = new HashMap<>(Map.of("", ""));
        for (int i = 0; i < function.inputs().size(); i++) {
            names.put(function.inputs().get(i), node.hasInput(i) ? node.inputs().get(i) : "");
        }
        for (int i = 0; i < Math.min(function.outputs().size(), node.outputs().size()); i++) {
            String inside = function.outputs().get(i);
            String outside = node.outputs().get(i);
            if (names.containsKey(inside) && !outside.isEmpty()) {
                result.add(new OnnxNode(
                        node.name(), "", "Identity", List.of(names.get(inside)), List.of(outside), Map.of()));
            } else if (!outside.isEmpty()) {
                names.put(inside, outside);
            }
        }
        return new Scope(calls++, names);
    }

    private OnnxNode renamed(OnnxNode inner, OnnxNode call, OnnxFunction function, Scope names) {
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        inner.attributes().forEach((name, value) -> {
            OnnxAttribute given = value instanceof OnnxAttribute.Reference(String of)
                    ? call.attributes().getOrDefault(of, function.defaults().get(of))
                    : value;
            if (given != null) {
                attributes.put(name, given);
            }
        });
        return new OnnxNode(
                (call.name().isEmpty() ? function.name() : call.name()) + "/" + inner.name(),
                inner.domain(),
                inner.type(),
                inner.inputs().stream().map(names::of).toList(),
                inner.outputs().stream().map(names::of).toList(),
                attributes);
    }
}
