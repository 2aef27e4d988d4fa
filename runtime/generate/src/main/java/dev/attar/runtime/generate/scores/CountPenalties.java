package dev.attar.runtime.generate.scores;

/**
 * Takes from the score of each generated token {@code presence} once, and {@code frequency} for each time it occurred. What was
 * given does not count.
 */
public record CountPenalties(double presence, double frequency) implements LogitsProcessor {
    /** @throws IllegalArgumentException when one is no number */
    public CountPenalties {
        if (!Double.isFinite(presence) || !Double.isFinite(frequency)) {
            throw new IllegalArgumentException(
                    "penalties of " + presence + " and " + frequency + "; they must be numbers");
        }
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        for (int i = tokens.given(); i < tokens.length(); i++) {
            int token = tokens.at(i);
            scores[token] -= (float) frequency;
            if (isFirst(tokens, i)) {
                scores[token] -= (float) presence;
            }
        }
    }

    private static boolean isFirst(TokenHistory tokens, int place) {
        for (int i = tokens.given(); i < place; i++) {
            if (tokens.at(i) == tokens.at(place)) {
                return false;
            }
        }
        return true;
    }
}
