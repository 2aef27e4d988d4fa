package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import java.util.List;
import java.util.Set;

/**
 * A model found in a graph.
 *
 * @param headChosen whether the head is the graph's own; otherwise the graph ends in hidden states and the head is a choice
 * @param outputs the graph outputs it was found in
 * @param compared stored tensors that repeat a parameter and were found equal to it
 * @param report what a person should know
 */
public record Recognised(
        ModelSpec spec,
        boolean headChosen,
        Set<String> outputs,
        List<NamedTensor> tensors,
        List<TensorData> compared,
        List<String> report) {
    public Recognised {
        outputs = Set.copyOf(outputs);
        tensors = List.copyOf(tensors);
        compared = List.copyOf(compared);
        report = List.copyOf(report);
    }
}
