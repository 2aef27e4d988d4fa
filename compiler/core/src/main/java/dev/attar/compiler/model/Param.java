package dev.attar.compiler.model;

/**
 * A tensor that is part of the model.
 *
 * @param name canonical name ({@code compiler/docs/parameters.md}); inside a {@link Repeat} it holds one {@code *}, the
 *     layer's number, or {@code *+1}, {@code *+2} …, the number of a layer after it
 * @param type constant shape
 * @param source where its numbers come from
 */
public record Param(String name, TensorType type, Source source) {
    /** Where the numbers of a parameter come from. */
    public sealed interface Source {
        Source WEIGHTS = new Weights();

        /** The weight file. */
        record Weights() implements Source {}

        /**
         * Sines and cosines of the position at even and odd channels (Vaswani et al. 2017, section 3.5).
         *
         * @param halves the sines are in the first half of the channels, and the cosines in the second
         * @param inclusive frequencies are from 1 to 1 / 10000, both included (Vaswani et al. 2018, tensor2tensor)
         */
        record Sinusoidal(boolean halves, boolean inclusive) implements Source {}

        /** For each position the cosines of all pairs, then their sines, of a rotation; made by lowering, not by the language. */
        record Turns(Rotation rotation) implements Source {}

        /**
         * For each head the biases of alibi by offset, that of offset 0 in column {@code middle}; made by lowering, not by the
         * language.
         */
        record Alibi(int middle) implements Source {}
    }

    public static Param of(String name, int... sizes) {
        return new Param(name, TensorType.constant(sizes), Source.WEIGHTS);
    }

    /** Whether each layer of a repeat has its own. */
    public boolean isPerLayer() {
        return name.indexOf('*') >= 0;
    }

    /** The name in the weight file for one layer. */
    public String name(int layer) {
        return LayerNumber.in(name, layer);
    }

    /** How many layers after that of the repeat its own is: 1 for {@code *+1}. */
    public int after() {
        return LayerNumber.after(name);
    }

    /** That of a layer so many behind: {@code *+4} where this one has {@code *}. The same where the model has it once. */
    public Param behind(int layers) {
        return isPerLayer() ? new Param(LayerNumber.moved(name, layers), type, source) : this;
    }

    /** The name with a plain {@code *}, which stands for the number of its own layer. */
    public String nameOfOwnLayer() {
        return LayerNumber.moved(name, -after());
    }

    @Override
    public String toString() {
        return name;
    }
}
