package dev.attar.compiler.reference;

import dev.attar.compiler.model.Param;
import java.util.List;
import java.util.function.Function;

/** Reads parameters in the shapes that the operations declare, for the layer that is running. */
final class ParameterReader {
    private final Parameters parameters;
    private int layer;

    ParameterReader(Parameters parameters) {
        this.parameters = parameters;
    }

    /** From here on a {@code *} in a name stands for this layer's number. */
    void enter(int layer) {
        this.layer = layer;
    }

    /** The layer that is running; 0 before the first. */
    int layer() {
        return layer;
    }

    /** A parameter of shape (N). */
    double[] vector(Param param) {
        return values(param);
    }

    /** A parameter of shape (N,K) as N rows. */
    double[][] matrix(Param param) {
        return rows(param, values(param));
    }

    /** The rows of a parameter as products multiply by them: rounded as they are stored. */
    double[][] factors(Param param) {
        return rows(
                param,
                checked(param, name -> parameters.factors(name, param.type().last())));
    }

    private static double[][] rows(Param param, double[] values) {
        List<Integer> sizes = param.type().sizes();
        double[][] rows = new double[sizes.getFirst()][sizes.getLast()];
        for (int n = 0; n < rows.length; n++) System.arraycopy(values, n * rows[n].length, rows[n], 0, rows[n].length);
        return rows;
    }

    private double[] values(Param param) {
        return switch (param.source()) {
            case Param.Source.Weights() -> checked(param, parameters::values);
            case Param.Source.Sinusoidal(boolean halves, boolean inclusive) -> {
                List<Integer> sizes = param.type().sizes();
                yield halves
                        ? SinusoidalPositions.halves(sizes, inclusive)
                        : SinusoidalPositions.interleaved(sizes, inclusive);
            }
            case Param.Source.Turns _, Param.Source.Alibi _ ->
                throw new IllegalArgumentException(
                        param + " belongs to the loops, the reference turns by exact angles");
        };
    }

    private double[] checked(Param param, Function<String, double[]> stored) {
        String name = param.isPerLayer() ? param.name(layer) : param.name();
        double[] values = stored.apply(name);
        long wanted = param.type().elements();
        if (values == null) throw new IllegalArgumentException("no parameter " + name + " " + param.type());
        if (values.length != wanted)
            throw new IllegalArgumentException(
                    "parameter " + name + " has " + values.length + " values; " + param.type() + " needs " + wanted);
        return values;
    }
}
