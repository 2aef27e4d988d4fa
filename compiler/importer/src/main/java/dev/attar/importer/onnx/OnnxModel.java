package dev.attar.importer.onnx;

import dev.attar.importer.tensor.TensorData;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file as it is written, checked to be a graph: nodes in an order in which every input is known before it is used.
 *
 * @param opset version of the standard operator set
 * @param inputs the graph's inputs that are not initializers
 * @param initializers stored tensors by name
 */
public record OnnxModel(
        String file,
        int opset,
        List<OnnxInput> inputs,
        List<String> outputs,
        Map<String, TensorData> initializers,
        List<OnnxNode> nodes) {
    public OnnxModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
    }

    /**
     * An input of the graph.
     *
     * @param sizes for each axis its fixed size, or -1 where it is dynamic; empty when the file does not say
     */
    public record OnnxInput(String name, List<Long> sizes) {
        public OnnxInput {
            sizes = List.copyOf(sizes);
        }
    }
}
