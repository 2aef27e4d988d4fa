package dev.attar.importer.onnx;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One operation of the graph. An input that is left out is an empty name. */
public record OnnxNode(
        String name,
        String domain,
        String type,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes) {
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    /** Whether it belongs to the standard operator set. */
    public boolean standard() {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    public OptionalLong integer(String attribute) {
        return switch (attributes.get(attribute)) {
            case null -> OptionalLong.empty();
            case OnnxAttribute.Whole(long value) -> OptionalLong.of(value);
            case OnnxAttribute other -> throw wrong(attribute, "an integer", other);
        };
    }

    public long integer(String attribute, long otherwise) {
        return integer(attribute).orElse(otherwise);
    }

    public double real(String attribute, double otherwise) {
        return switch (attributes.get(attribute)) {
            case null -> otherwise;
            case OnnxAttribute.Real(float value) -> value;
            case OnnxAttribute other -> throw wrong(attribute, "a float", other);
        };
    }

    public Optional<List<Long>> integers(String attribute) {
        return switch (attributes.get(attribute)) {
            case null -> Optional.empty();
            case OnnxAttribute.Wholes(List<Long> values) -> Optional.of(values);
            case OnnxAttribute.Whole(long value) -> Optional.of(List.of(value));
            case OnnxAttribute other -> throw wrong(attribute, "a list of integers", other);
        };
    }

    public Optional<String> text(String attribute) {
        return switch (attributes.get(attribute)) {
            case null -> Optional.empty();
            case OnnxAttribute.Text(String value) -> Optional.of(value);
            case OnnxAttribute other -> throw wrong(attribute, "text", other);
        };
    }

    public Optional<TensorData> tensor(String attribute) {
        return switch (attributes.get(attribute)) {
            case null -> Optional.empty();
            case OnnxAttribute.Stored(TensorData value) -> Optional.of(value);
            case OnnxAttribute other -> throw wrong(attribute, "a tensor", other);
        };
    }

    /** How error messages name it: operator, name, first output. */
    @Override
    public String toString() {
        String operator = standard() ? type : domain + "." + type;
        String made = outputs.isEmpty() ? "nothing" : "'" + outputs.getFirst() + "'";
        return "node " + (name.isEmpty() ? "" : "'" + name + "' ") + "(" + operator + ", output " + made + ")";
    }

    /** A refusal that names this node. */
    public ImportException refuse(String reason) {
        return new ImportException(this + ": " + reason);
    }

    private ImportException wrong(String attribute, String wanted, OnnxAttribute found) {
        return refuse("attribute '" + attribute + "' should be " + wanted + " but is " + found.describe());
    }
}
