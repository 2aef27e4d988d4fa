package dev.attar.runtime.generate.scores;

import java.util.Arrays;
import java.util.List;

/** After so many generated tokens the next one is one of these; they have the score 0, and all others cannot be chosen. */
public record ForcedTokens(int after, List<Integer> tokens) implements LogitsProcessor {
    public ForcedTokens {
        tokens = List.copyOf(tokens);
    }

    @Override
    public void process(TokenHistory history, float[] scores) {
        if (history.generated() == after) {
            Arrays.fill(scores, Float.NEGATIVE_INFINITY);
            for (int token : tokens) {
                scores[token] = 0;
            }
        }
    }
}
