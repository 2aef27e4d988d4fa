package dev.attar.compiler.model;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * Which elements are set to 0: a pure function of the call's seed, the place in the model and the element's place, so that
 * the backward pass draws the same numbers again and nothing is stored.
 *
 * @param rate the probability of 0; what is left is divided by {@code 1 - rate}
 * @param seed index (5): two words of the key, then how many tokens, sequences and tokens of sources of the batch went before this
 *     call, so that a batch in parts draws what it draws as a whole
 * @param site the name of the place; a {@code *} is the layer's number
 */
public record Dropping(double rate, Value seed, String site) {
    /** How many words a seed has. */
    public static final int SEED = 5;

    public Dropping {
        if (!(0 < rate && rate < 1)) throw new ShapeMismatch("dropout: a rate of " + rate);
        if (!seed.type().equals(TensorType.indices(SEED))) throw new ShapeMismatch("dropout: seed " + seed.type());
    }

    /** The site as a number: the CRC-32 of its name in UTF-8. */
    public int number() {
        CRC32 sum = new CRC32();
        sum.update(site.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /** Which word of a seed says how many rows of this kind went before. */
    public static int before(Dimension.Ragged rows) {
        return switch (rows) {
            case TOKENS -> 2;
            case SEQUENCES -> 3;
            case SOURCE_TOKENS -> 4;
            case KEPT, KEPT_SOURCE -> throw new ShapeMismatch("dropout: of what is kept");
        };
    }

    /** Uniform numbers of 24 bits below this are dropped. */
    public int threshold() {
        return (int) Math.round(rate * (1 << 24));
    }

    /** This dropping, by another seed. */
    Dropping map(UnaryOperator<Value> to) {
        return new Dropping(rate, to.apply(seed), site);
    }
}
