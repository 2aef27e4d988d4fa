package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.model.Activation;

/** Activations as functions of the loop IR. */
final class Functions {
    private Functions() {}

    static Expr apply(Activation function, Expr value) {
        return new Expr.Call(
                switch (function) {
                    case RELU -> Elementary.RELU;
                    case GELU -> Elementary.GELU;
                    case GELU_TANH -> Elementary.GELU_TANH;
                    case SILU -> Elementary.SILU;
                    case TANH -> Elementary.TANH;
                },
                value);
    }
}
