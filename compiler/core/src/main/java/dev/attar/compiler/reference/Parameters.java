package dev.attar.compiler.reference;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The numbers of a model's parameters by their names in the weight file ({@code encoder.3.attention.key.bias}). */
@FunctionalInterface
public interface Parameters {
    /** All values, row-major; null when there is no such parameter. */
    double[] values(String name);

    /**
     * All values of a matrix of so many columns as products multiply by them, row-major; null when there is no such parameter.
     */
    default double[] factors(String name, int columns) {
        return values(name);
    }

    /**
     * These parameters, but products multiply by each number's nearest bfloat16 (8 bits of precision, ties to even): what a program
     * computes that stores the weights of its products so.
     */
    default Parameters withBfloat16Products() {
        return withProducts(
                (values, _) -> Arrays.stream(values).map(Parameters::bfloat16).toArray());
    }

    /** These parameters, but products multiply by integers of 8 bits times the scale of their group ({@link Int8Rounding}). */
    default Parameters withInt8Products() {
        return withProducts(Int8Rounding::of);
    }

    private Parameters withProducts(BiFunction<double[], Integer, double[]> rounded) {
        Parameters exact = this;
        return new Parameters() {
            @Override
            public double[] values(String name) {
                return exact.values(name);
            }

            @Override
            public double[] factors(String name, int columns) {
                double[] values = exact.values(name);
                return values == null ? null : rounded.apply(values, columns);
            }
        };
    }

    /** The nearest number with 8 bits of precision and the exponents of single precision, ties to even. */
    static double bfloat16(double value) {
        int exponent = Math.max(Math.getExponent(value), Float.MIN_EXPONENT);
        double ulp = Math.scalb(1.0, exponent - 7);
        return Math.rint(value / ulp) * ulp;
    }

    static Parameters of(Map<String, double[]> values) {
        return values::get;
    }

    /** Parameters that are stored in fp32, widened without loss. */
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
