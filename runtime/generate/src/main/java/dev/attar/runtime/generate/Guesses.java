package dev.attar.runtime.generate;

import dev.attar.runtime.generate.scores.TokenHistory;

/** Guesses the next tokens of a text, to be checked in one step: what is wrong costs time, and changes nothing. */
interface Guesses extends AutoCloseable {
    /**
     * Tokens that may come next.
     *
     * @param most how many there may be
     */
    int[] after(TokenHistory tokens, int most);

    @Override
    void close();
}
