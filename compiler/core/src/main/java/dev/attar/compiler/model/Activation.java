package dev.attar.compiler.model;

/** A function applied to each element. */
public enum Activation {
    /** max(x, 0). */
    RELU,
    /** x * (1 + erf(x / sqrt 2)) / 2. Source: Hendrycks and Gimpel 2016. */
    GELU,
    /** x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2. Source: Hendrycks and Gimpel 2016, section 2. */
    GELU_TANH,
    /** x / (1 + exp(-x)). Source: Elfwing, Uchibe and Doya 2017. */
    SILU,
    /** tanh(x). */
    TANH
}
