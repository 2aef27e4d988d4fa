package dev.attar.importer.onnx;

import dev.attar.importer.tensor.TensorData;
import java.util.List;

/** The value of a node's attribute. */
public sealed interface OnnxAttribute {
    record Real(float value) implements OnnxAttribute {}

    record Whole(long value) implements OnnxAttribute {}

    record Text(String value) implements OnnxAttribute {}

    record Stored(TensorData value) implements OnnxAttribute {}

    record Reals(List<Float> values) implements OnnxAttribute {
        public Reals {
            values = List.copyOf(values);
        }
    }

    record Wholes(List<Long> values) implements OnnxAttribute {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    /** Inside a function: the attribute of this name of the node that calls it. */
    record Reference(String attribute) implements OnnxAttribute {}

    /** A kind that no encoder needs: subgraphs, sparse tensors, lists of strings. */
    record Other() implements OnnxAttribute {}

    /** What kind it is, for messages. */
    default String describe() {
        return switch (this) {
            case Real(float value) -> "the float " + value;
            case Whole(long value) -> "the integer " + value;
            case Text _ -> "text";
            case Stored _ -> "a tensor";
            case Reals _ -> "a list of floats";
            case Wholes _ -> "a list of integers";
            case Reference(String attribute) -> "a reference to '" + attribute + "'";
            case Other _ -> "a subgraph, sparse tensor or list of strings";
        };
    }
}
