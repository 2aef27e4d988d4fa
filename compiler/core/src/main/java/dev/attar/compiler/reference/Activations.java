package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;

/** Functions applied to each element; their definitions, not approximations of them. */
final class Activations {
    private Activations() {}

    /** {@code out = function(in)}: (R,C) -> (R,C). */
    static double[][] activate(double[][] in, Activation function) {
        double[][] out = new double[in.length][];
        for (int r = 0; r < in.length; r++) {
            out[r] = new double[in[r].length];
            for (int c = 0; c < in[r].length; c++) out[r][c] = at(in[r][c], function);
        }
        return out;
    }

    static double at(double x, Activation function) {
        return switch (function) {
            case RELU -> Math.max(x, 0);
            case GELU -> x * (1 + Erf.erf(x / StrictMath.sqrt(2))) / 2;
            case GELU_TANH -> x * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2;
            case SILU -> x / (1 + StrictMath.exp(-x));
            case TANH -> StrictMath.tanh(x);
        };
    }
}
