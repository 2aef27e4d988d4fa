package dev.attar.importer.term;

import java.util.Optional;

/**
 * A size that the graph computes with: a number, or a number times batch sizes and sequence lengths, or one that is not known.
 *
 * @param factor the number
 * @param batches how often the batch size is a factor
 * @param sequences how often the sequence length is a factor
 * @param unknown 0, or the number of a size that nothing is known of but that it is at least 0
 */
public record Dim(long factor, int batches, int sequences, int unknown) {
    public static final Dim ONE = of(1);
    public static final Dim BATCH = new Dim(1, 1, 0, 0);
    public static final Dim SEQUENCE = new Dim(1, 0, 1, 0);

    public static Dim of(long value) {
        return new Dim(value, 0, 0, 0);
    }

    public boolean constant() {
        return batches == 0 && sequences == 0 && unknown == 0;
    }

    public boolean is(long value) {
        return constant() && factor == value;
    }

    /** Empty where the product is not known, or no long. */
    public Optional<Dim> times(Dim other) {
        long high = Math.multiplyHigh(factor, other.factor);
        long low = factor * other.factor;
        if (high != low >> 63) {
            return Optional.empty();
        }
        if (low == 0) {
            return Optional.of(of(0));
        }
        return unknown != 0 && other.unknown != 0
                ? Optional.empty()
                : Optional.of(
                        new Dim(low, batches + other.batches, sequences + other.sequences, unknown + other.unknown));
    }

    /** Empty where the quotient is not known or no whole multiple. */
    public Optional<Dim> dividedBy(Dim other) {
        if (other.factor == 0
                || factor % other.factor != 0
                || batches < other.batches
                || sequences < other.sequences
                || other.unknown != 0 && other.unknown != unknown) {
            return Optional.empty();
        }
        return Optional.of(new Dim(
                factor / other.factor,
                batches - other.batches,
                sequences - other.sequences,
                other.unknown != 0 ? 0 : unknown));
    }

    /** Empty where the sum is neither a number nor a multiple of the same size. */
    public Optional<Dim> plus(Dim other) {
        if (is(0)) {
            return Optional.of(other);
        }
        if (other.is(0)) {
            return Optional.of(this);
        }
        boolean alike = batches == other.batches && sequences == other.sequences && unknown == other.unknown;
        long sum = factor + other.factor;
        boolean overflow = ((factor ^ sum) & (other.factor ^ sum)) < 0;
        if (!alike || overflow) {
            return Optional.empty();
        }
        return Optional.of(sum == 0 ? of(0) : new Dim(sum, batches, sequences, unknown));
    }

    /** Whether two sizes are equal, where that is certain: the batch and the sequence have at least one element. */
    public Optional<Boolean> same(Dim other) {
        if (equals(other)) {
            return Optional.of(true);
        }
        boolean bothConstant = constant() && other.constant();
        boolean thisAboveZero = factor > 0 && unknown == 0;
        boolean otherAboveZero = other.factor > 0 && other.unknown == 0;
        boolean apart =
                thisAboveZero && other.constant() && other.factor <= 0 || otherAboveZero && constant() && factor <= 0;
        return bothConstant || apart ? Optional.of(false) : Optional.empty();
    }

    @Override
    public String toString() {
        if (constant()) {
            return Long.toString(factor);
        }
        return (factor == 1 ? "" : factor + "·")
                + "B".repeat(batches)
                + "S".repeat(sequences)
                + (unknown == 0 ? "" : "?");
    }
}
