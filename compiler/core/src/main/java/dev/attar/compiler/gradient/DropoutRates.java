package dev.attar.compiler.gradient;

import dev.attar.compiler.check.ModelSpec;

/**
 * How much is dropped while a model trains.
 *
 * @param embedding of what the first layer is given
 * @param attention of the shares of attention
 * @param residual of the output of each sublayer, before its skip connection is added
 */
public record DropoutRates(double embedding, double attention, double residual) {
    public static final DropoutRates NONE = new DropoutRates(0, 0, 0);

    /** Those that the spec says. */
    public static DropoutRates of(ModelSpec spec) {
        return new DropoutRates(
                spec.embedding().dropout(),
                spec.stacks().getFirst().attention().dropout(),
                spec.stacks().getFirst().residual().dropout());
    }
}
