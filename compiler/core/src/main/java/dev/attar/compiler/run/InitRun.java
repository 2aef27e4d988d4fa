package dev.attar.compiler.run;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.InitialWeights;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.WeightsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Random weights for a spec, as a file. The same spec and seed give the same bytes on every machine. */
public record InitRun(Source source, long seed) {
    /**
     * What was written.
     *
     * @param parameters how many numbers
     */
    public record Result(InitialWeights.Rule rule, int tensors, long parameters) {}

    /**
     * Writes a safetensors file, which appears complete or not at all.
     *
     * @throws dev.attar.compiler.source.Refused when the spec is wrong
     * @throws dev.attar.runtime.WeightsException when the file cannot be written
     */
    public Result writeTo(Path file) {
        ModelSpec spec = Compiler.check(source);
        ModelGraph model = Compiler.model(spec);
        InitialWeights.Rule rule = rule(spec);
        InitialWeights weights = InitialWeights.of(model, rule, seed);
        WeightsWriter writer = new WeightsWriter(file);
        long parameters = 0;
        for (Map.Entry<String, List<Integer>> tensor : weights.shapes().entrySet()) {
            long[] shape =
                    tensor.getValue().stream().mapToLong(Integer::longValue).toArray();
            writer.add(tensor.getKey(), () -> weights.values(tensor.getKey()), shape);
            parameters += java.util.Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
        writer.write();
        return new Result(rule, weights.shapes().size(), parameters);
    }

    /** What the models are begun with that have the same positions and the same place of their norms. */
    static InitialWeights.Rule rule(ModelSpec spec) {
        boolean sinusoidal = spec.embedding().positions() instanceof ModelSpec.Positions.Sinusoidal;
        boolean post = spec.stacks().getFirst().residual().order() == ModelSpec.Order.POST;
        return sinusoidal && post ? InitialWeights.Rule.GLOROT_UNIFORM : InitialWeights.Rule.TRUNCATED_NORMAL;
    }
}
