package dev.attar.importer.onnx;

import dev.attar.importer.source.ImportException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the nodes that the outputs need in an order in which each comes after those it uses; the others are left out. */
final class NodeOrder {
    private final Map<String, OnnxNode> makers;
    private final Set<String> known;
    private final Set<OnnxNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<OnnxNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<OnnxNode> order = new ArrayList<>();

    /**
     * @param makers the node that makes each value
     * @param known values that no node makes: inputs and initializers
     */
    NodeOrder(Map<String, OnnxNode> makers, Set<String> known) {
        this.makers = makers;
        this.known = known;
    }

    /** @throws ImportException when a value has no maker, or needs itself */
    List<OnnxNode> order(List<String> outputs, String file) {
        for (String output : outputs) {
            if (makers.containsKey(output)) {
                visit(makers.get(output));
            } else if (!known.contains(output)) {
                throw new ImportException(file + ": graph output '" + output + "' is made by no node");
            }
        }
        return order;
    }

    private void visit(OnnxNode last) {
        Deque<OnnxNode> stack = new ArrayDeque<>(List.of(last));
        while (!stack.isEmpty()) {
            OnnxNode node = stack.peek();
            if (done.contains(node) || !open.add(node)) {
                stack.pop();
                if (done.add(node)) {
                    order.add(node);
                }
                continue;
            }
            for (String input : node.inputs()) {
                OnnxNode maker = makers.get(input);
                if (maker == null && !input.isEmpty() && !known.contains(input)) {
                    throw node.refuse("its input '" + input + "' is made by no node; the file is damaged");
                }
                if (maker != null && !done.contains(maker)) {
                    if (open.contains(maker)) {
                        throw node.refuse("it needs its own result: the graph has a cycle");
                    }
                    stack.push(maker);
                }
            }
        }
    }
}
