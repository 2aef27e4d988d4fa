package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Activation;

/**
 * @param gated the activation is of a second matrix, whose result multiplies the first one's (Shazeer 2020)
 */
public record FeedForward(int width, Activation activation, boolean gated, Bias bias) {
    public FeedForward {
        ModelSpec.dimension("feedforward width", width);
    }

    /** Two dense layers with biases. */
    public FeedForward(int width, Activation activation) {
        this(width, activation, false, Bias.ALL);
    }
}
