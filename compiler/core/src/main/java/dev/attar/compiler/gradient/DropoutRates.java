package dev.attar.compiler.gradient;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Stack;
import java.util.Optional;

/**
 * How much is dropped while a model trains.
 *
 * @param embedding of what the first layer of each stack is given
 * @param first of the layers of the only stack, or of a translator's encoder
 * @param last of the layers of the only stack, or of a translator's decoder
 */
public record DropoutRates(double embedding, OfLayers first, OfLayers last) {
    public static final DropoutRates NONE = new DropoutRates(0, 0, 0);

    /**
     * How much is dropped in the layers of a stack.
     *
     * @param attention of the shares of attention
     * @param cross of the shares of attention to another stack
     * @param residual of the output of each sublayer, before its skip connection is added
     */
    public record OfLayers(double attention, double cross, double residual) {}

    /** One rate of each kind, for the layers of all stacks and for attention to another stack. */
    public DropoutRates(double embedding, double attention, double residual) {
        this(embedding, new OfLayers(attention, attention, residual), new OfLayers(attention, attention, residual));
    }

    /** Those that the spec says. */
    public static DropoutRates of(ModelSpec spec) {
        return new DropoutRates(
                spec.embedding().dropout(),
                layers(spec.stacks().getFirst()),
                layers(spec.stacks().getLast()));
    }

    private static OfLayers layers(Stack stack) {
        Optional<Attention> cross = stack instanceof ModelSpec.Decoder decoder ? decoder.cross() : Optional.empty();
        double attention = stack.attention().dropout();
        return new OfLayers(
                attention,
                cross.map(Attention::dropout).orElse(attention),
                stack.residual().dropout());
    }

    /** Those of the layer that a value is in: a translator's have their stack in their names. */
    OfLayers at(String value) {
        return value.startsWith("decoder.") ? last : first;
    }
}
