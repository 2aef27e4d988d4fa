package dev.attar.importer;

import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxNode;
import dev.attar.importer.recognise.Recognised;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees that nothing of a graph is dropped unseen: every stored tensor that the imported outputs depend on is a parameter of
 * the model (single numbers and integers, which became part of the spec, aside); the others are reported.
 */
final class Accounting {
    private static final int NAMED = 6;

    private Accounting() {}

    /** @return lines about what was left out */
    static List<String> check(OnnxModel graph, Recognised model) {
        Set<TensorData> used = Collections.newSetFromMap(new IdentityHashMap<>());
        model.tensors()
                .forEach(tensor -> tensor.view().ifPresent(view -> {
                    used.add(view.data());
                    used.addAll(view.data().sources());
                }));
        model.compared().forEach(used::add);
        Set<String> needed = needed(graph, model.outputs());
        List<String> unused = new ArrayList<>();
        graph.initializers().forEach((name, data) -> {
            boolean weights = (data.kind().floating() || quantised(data))
                    && data.bytes().byteSize() > data.kind().bytes();
            if (weights && !used.contains(data)) {
                if (needed.contains(name)) {
                    throw new ImportException("tensor '" + name + "' " + data.shape()
                            + " takes part in the result but has no place in the model that was recognised;"
                            + " this is a fault of the importer, please report it");
                }
                unused.add(name);
            }
        });
        return unused.isEmpty() ? List.of() : List.of(report(unused));
    }

    private static boolean quantised(TensorData data) {
        return (data.kind() == ElementKind.INT8 || data.kind() == ElementKind.UINT8)
                && data.shape().size() > 1;
    }

    private static String report(List<String> unused) {
        String names = String.join(", ", unused.subList(0, Math.min(NAMED, unused.size())));
        return "Not imported, because the imported output does not depend on them: " + names
                + (unused.size() > NAMED ? " and " + (unused.size() - NAMED) + " more." : ".");
    }

    private static Set<String> needed(OnnxModel graph, Set<String> outputs) {
        Map<String, OnnxNode> makers = new HashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name) && makers.containsKey(name)) {
                open.addAll(makers.get(name).inputs());
            }
        }
        return needed;
    }
}
