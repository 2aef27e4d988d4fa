package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;

/** The reference's functions of one number, for tests of other stages. */
public final class ReferenceFunctions {
    private ReferenceFunctions() {}

    public static double erf(double x) {
        return Erf.erf(x);
    }

    public static double activation(Activation activation, double x) {
        return Activations.at(x, activation);
    }
}
