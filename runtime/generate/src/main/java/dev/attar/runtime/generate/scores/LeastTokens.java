package dev.attar.runtime.generate.scores;

import java.util.List;

/**
 * No end token before there are enough tokens.
 *
 * @param generated how many must have been generated
 * @param all how many there must be with those that were given
 */
public record LeastTokens(int generated, int all, List<Integer> endTokens) implements LogitsProcessor {
    public LeastTokens {
        endTokens = List.copyOf(endTokens);
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        if (tokens.generated() < generated || tokens.length() < all) {
            for (int token : endTokens) {
                scores[token] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
