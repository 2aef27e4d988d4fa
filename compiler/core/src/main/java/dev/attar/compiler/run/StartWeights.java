package dev.attar.compiler.run;

import dev.attar.compiler.check.LowRank;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.InitialWeights;
import dev.attar.runtime.Tensor;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What training begins with: a weight file, or random weights by the family's rules. A head that the file lacks, or has in
 * another shape, is made new.
 *
 * @param values by the names of parameters
 * @param shapes by the same names
 * @param made parameters that are random although there is a file
 * @param unused tensors of a head in the file that the model has no use for
 */
public record StartWeights(
        Map<String, float[]> values, Map<String, List<Long>> shapes, List<String> made, List<String> unused) {
    private static final String HEAD = "head.";

    public StartWeights {
        values = Map.copyOf(values);
        shapes = Map.copyOf(shapes);
        made = List.copyOf(made);
        unused = List.copyOf(unused);
    }

    /**
     * Reads the file, and makes what is not there.
     *
     * @throws WeightsException when the file lacks something else than a head, or has something else too many
     */
    public static StartWeights of(ModelSpec spec, ModelGraph model, Optional<Path> file, long seed) {
        InitialWeights initial = InitialWeights.of(model, InitRun.rule(spec), seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        initial.shapes()
                .forEach((name, sizes) ->
                        shapes.put(name, sizes.stream().map(Integer::longValue).toList()));
        if (file.isEmpty()) {
            initial.shapes().keySet().forEach(name -> values.put(name, initial.values(name)));
            return new StartWeights(values, shapes, List.of(), List.of());
        }
        try (Weights weights = Weights.open(file.get())) {
            if (weights.isPacked())
                throw refused(
                        weights, List.of(new Problem(Kind.PACKED, "", "packed weights", "a safetensors file", -1)));
            List<String> made = new ArrayList<>();
            List<Problem> problems = new ArrayList<>();
            shapes.forEach((name, shape) -> {
                Optional<Tensor> tensor = weights.tensor(name);
                if (tensor.isPresent() && tensor.get().shape().equals(shape)) {
                    values.put(name, tensor.get().toArray());
                } else if (tensor.isEmpty() && (LowRank.isDown(name) || LowRank.isUp(name))) {
                    values.put(name, initial.values(name)); // adapters are new, unless the file has some
                } else if (name.startsWith(HEAD)) {
                    values.put(name, initial.values(name));
                    made.add(name);
                } else {
                    problems.add(tensor.map(found -> new Problem(
                                    Kind.SHAPE, name, found.shape().toString(), shape.toString(), found.fileOffset()))
                            .orElseGet(() -> new Problem(Kind.MISSING, name, "", shape.toString(), -1)));
                }
            });
            List<String> unused = new ArrayList<>();
            weights.tensors().forEach((name, tensor) -> {
                if (initial.shapes().containsKey(name)) return;
                if (name.startsWith(HEAD)) unused.add(name);
                else
                    problems.add(
                            new Problem(Kind.UNEXPECTED, name, tensor.shape().toString(), "", tensor.fileOffset()));
            });
            if (!problems.isEmpty()) throw refused(weights, problems);
            return new StartWeights(values, shapes, made, unused);
        }
    }

    private static WeightsException refused(Weights weights, List<Problem> problems) {
        return new WeightsException(
                weights.source(),
                problems,
                "only a head may differ from the file; give the weights of this model under their canonical names"
                        + " (attar import makes them), or none to begin with random ones");
    }
}
