package dev.attar.compiler.reference;

import java.util.Map;
import java.util.function.Function;

/** The numbers of a model's parameters by their names in the weight file ({@code encoder.3.attention.key.bias}). */
@FunctionalInterface
public interface Parameters {
    /** All values, row-major; null when there is no such parameter. */
    double[] values(String name);

    static Parameters of(Map<String, double[]> values) {
        return values::get;
    }

    /** As stored in fp32, widened without loss. */
    static Parameters ofFloats(Function<String, float[]> values) {
        return name -> {
            float[] floats = values.apply(name);
            return floats == null ? null : widened(floats);
        };
    }

    private static double[] widened(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) doubles[i] = floats[i];
        return doubles;
    }
}
