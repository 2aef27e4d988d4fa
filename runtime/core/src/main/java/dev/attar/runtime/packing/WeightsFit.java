package dev.attar.runtime.packing;

import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.files.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether weights are those of a model: the same names, the same shapes, nothing else. */
public final class WeightsFit {
    private WeightsFit() {}

    /**
     * Compares the weights with what the placements need.
     *
     * @throws WeightsException when they differ, with every difference: what is missing and what has another shape in the
     *     plan's order, then what is unexpected in the file's
     */
    static void check(String model, List<Placement> placements, Weights weights) {
        Map<String, List<Long>> needed = new LinkedHashMap<>();
        for (Placement placement : placements) {
            if (placement.fromWeights()) {
                needed.put(placement.tensor(), placement.shape());
            }
        }
        List<Problem> problems = new ArrayList<>();
        needed.forEach((name, shape) -> {
            if (!weights.tensors().containsKey(name)) {
                problems.add(new Problem(Kind.MISSING, name, "", Quoted.shape(shape), -1));
            }
        });
        needed.forEach((name, shape) -> weights.tensor(name)
                .filter(tensor -> !tensor.shape().equals(shape))
                .ifPresent(tensor -> problems.add(new Problem(
                        Kind.SHAPE, name, Quoted.shape(tensor.shape()), Quoted.shape(shape), tensor.fileOffset()))));
        weights.tensors().forEach((name, tensor) -> {
            if (!needed.containsKey(name)) {
                String found = tensor.type() + " " + Quoted.shape(tensor.shape());
                problems.add(new Problem(Kind.UNEXPECTED, name, found, "", tensor.fileOffset()));
            }
        });
        if (!problems.isEmpty()) {
            throw new WeightsException(
                    weights.source(),
                    problems,
                    "these are not the weights of " + model + " under their canonical names; for a model from elsewhere"
                            + " use 'attar import', or correct the spec");
        }
    }
}
