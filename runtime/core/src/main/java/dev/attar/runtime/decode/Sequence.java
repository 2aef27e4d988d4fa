package dev.attar.runtime.decode;

/**
 * A sequence of tokens that a {@link Decoder} has seen, with what the model keeps of them (keys and values). It grows by
 * {@link Decoder#extend}. Its owner closes it; used by one thread at a time.
 */
public interface Sequence extends AutoCloseable {
    /** How many tokens it has. */
    int length();

    /**
     * Another sequence with the same tokens. Both go on independently; what they have in common is kept once. Either can be closed
     * first.
     *
     * @throws IllegalStateException when it is closed
     */
    Sequence fork();

    /**
     * Takes back tokens at the end, no further than to where the last {@link Decoder#extend} of it began (a fork begins with
     * its parent's last extension).
     *
     * @param length how many tokens stay
     * @throws IllegalArgumentException when there are fewer tokens, or the last extension began after this many
     */
    void truncate(int length);

    /** Lets go of what only this sequence holds. Closing twice does nothing. */
    @Override
    void close();
}
