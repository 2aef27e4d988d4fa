package dev.attar.compiler.reference;

import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Random weights for a model, for verification and for trying a spec that has none. Each parameter's numbers depend on the
 * seed, its name and its shape alone, so they are the same whatever is asked for first, on every machine.
 *
 * <p>Scales keep activations near 1 whatever the depth: see {@link WeightScale}.
 */
public final class RandomWeights {
    private final long seed;
    private final Map<String, Made> made = new LinkedHashMap<>();

    private record Made(List<Integer> shape, WeightScale scale) {}

    private RandomWeights(ModelGraph model, long seed) {
        this.seed = seed;
        Map<Param, WeightScale> scales = WeightScale.of(model);
        for (ModelGraph.PlacedParam placed : model.params()) {
            Param param = placed.param();
            if (param.source() != Param.Source.WEIGHTS) continue;
            Made how = new Made(param.type().sizes(), scales.get(param));
            for (String name : placed.names()) made.put(name, how);
        }
    }

    public static RandomWeights of(ModelGraph model, long seed) {
        return new RandomWeights(model, seed);
    }

    /** Names and shapes of all parameters that a weight file for the model has, in order of first use. */
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        made.forEach((name, how) -> shapes.put(name, how.shape()));
        return shapes;
    }

    /** The values of one parameter, row-major, freshly made; null when the model has no such parameter. */
    public float[] values(String name) {
        Made how = made.get(name);
        if (how == null) return null;
        float[] values = new float[how.shape().stream().reduce(1, Math::multiplyExact)];
        NormalNumbers numbers = new NormalNumbers(seed ^ NormalNumbers.mixed(name.hashCode()));
        for (int i = 0; i < values.length; i++) values[i] = (float) how.scale().apply(numbers.next());
        return values;
    }

    /** All parameters by name. */
    public Map<String, float[]> all() {
        Map<String, float[]> all = new LinkedHashMap<>();
        made.keySet().forEach(name -> all.put(name, values(name)));
        return all;
    }

    /** For the reference. */
    public Parameters parameters() {
        return Parameters.ofFloats(this::values);
    }
}
