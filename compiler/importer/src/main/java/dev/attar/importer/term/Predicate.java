package dev.attar.importer.term;

/** A question about a token of the batch that the graph decides something by. */
public sealed interface Predicate {
    /** Whether the attention mask is 1 at the token. */
    record Present() implements Predicate {}

    /** Whether the token's id differs from {@code padding}. */
    record IdIsNot(long padding) implements Predicate {}
}
