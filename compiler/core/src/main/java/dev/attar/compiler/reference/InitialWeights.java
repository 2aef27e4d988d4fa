package dev.attar.compiler.reference;

import dev.attar.compiler.check.LowRank;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights to begin training with, by the rules of {@code compiler/docs/parameters.md}. A value depends on the seed, the name of
 * its parameter and its place in it alone: the generator is a counter, so any value can be made first, on any machine.
 */
public final class InitialWeights {
    /** How tables and matrices are spread. Norms scale by 1; biases and the shifts of norms are 0. */
    public enum Rule {
        /** Normal with deviation 0.02, cut at two deviations (Devlin et al. 2019; the same deviation in Radford et al. 2018). */
        TRUNCATED_NORMAL,
        /** Matrices uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, equation 16), tables within 0.05. */
        GLOROT_UNIFORM
    }

    private static final double DEVIATION = 0.02;
    private static final double TABLE_LIMIT = 0.05;

    private final Rule rule;
    private final long seed;
    private final Map<String, Made> made = new LinkedHashMap<>();

    private record Made(List<Integer> shape, WeightScale.Kind kind) {}

    private InitialWeights(ModelGraph model, Rule rule, long seed) {
        this.rule = rule;
        this.seed = seed;
        Map<Param, WeightScale> scales = WeightScale.of(model);
        for (ModelGraph.PlacedParam placed : model.params()) {
            Param param = placed.param();
            if (param.source() != Param.Source.WEIGHTS) continue;
            Made how = new Made(param.type().sizes(), scales.get(param).kind());
            for (String name : placed.names()) made.put(name, how);
        }
    }

    public static InitialWeights of(ModelGraph model, Rule rule, long seed) {
        return new InitialWeights(model, rule, seed);
    }

    /** Names and shapes of all parameters that a weight file for the model has, in order of first use. */
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        made.forEach((name, how) -> shapes.put(name, how.shape()));
        return shapes;
    }

    /**
     * The values of one parameter, row-major, freshly made.
     *
     * @throws IllegalArgumentException when the model has no such parameter
     */
    public float[] values(String name) {
        Made how = made.get(name);
        if (how == null) throw new IllegalArgumentException("the model has no parameter " + name);
        float[] values = new float[how.shape().stream().reduce(1, Math::multiplyExact)];
        UniformNumbers numbers = new UniformNumbers(seed, name);
        if (LowRank.isUp(name)) return values; // adapters begin as 0
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (LowRank.isDown(name) ? down(how, numbers.at(i)) : value(how, numbers.at(i)));
        return values;
    }

    /** @param u uniform between 0 and 1 */
    private double value(Made how, double u) {
        return switch (how.kind()) {
            case NORM -> 1;
            case SHIFT -> 0;
            case TABLE, MATRIX ->
                switch (rule) {
                    case TRUNCATED_NORMAL -> DEVIATION * NormalQuantile.truncated(u);
                    case GLOROT_UNIFORM -> limit(how) * (2 * u - 1);
                };
        };
    }

    /** Of the matrix of an adapter that is multiplied first: uniform within 1 / sqrt(inputs) (He et al. 2015, with the slope of PEFT). */
    private static double down(Made how, double u) {
        return (2 * u - 1) / StrictMath.sqrt(how.shape().getLast());
    }

    private static double limit(Made how) {
        double sides = (double) how.shape().getFirst() + how.shape().getLast();
        return how.kind() == WeightScale.Kind.TABLE ? TABLE_LIMIT : StrictMath.sqrt(6 / sides);
    }
}
