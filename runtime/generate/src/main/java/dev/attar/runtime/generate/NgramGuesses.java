package dev.attar.runtime.generate;

import dev.attar.runtime.generate.scores.TokenHistory;

/** Guesses that the text goes on as it did after the same few tokens before: summaries and rewritings repeat their prompt. */
final class NgramGuesses implements Guesses {
    private static final int LONGEST = 3;
    private static final int[] NONE = {};

    @Override
    public int[] after(TokenHistory tokens, int most) {
        for (int size = Math.min(LONGEST, tokens.length() - 1); size > 0; size--) {
            for (int end = tokens.length() - 1; end >= size; end--) {
                if (isSame(tokens, end, size)) {
                    int[] guessed = new int[Math.min(most, tokens.length() - end)];
                    for (int i = 0; i < guessed.length; i++) {
                        guessed[i] = tokens.at(end + i);
                    }
                    return guessed;
                }
            }
        }
        return NONE;
    }

    /** Whether the {@code size} tokens before {@code end} are the last ones. */
    private static boolean isSame(TokenHistory tokens, int end, int size) {
        for (int i = 1; i <= size; i++) {
            if (tokens.at(end - i) != tokens.at(tokens.length() - i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {}
}
