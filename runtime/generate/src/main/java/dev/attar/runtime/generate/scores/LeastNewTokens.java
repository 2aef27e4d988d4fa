package dev.attar.runtime.generate.scores;

import java.util.List;

/** No end token before so many tokens are generated. */
public record LeastNewTokens(int least, List<Integer> endTokens) implements LogitsProcessor {
    public LeastNewTokens {
        endTokens = List.copyOf(endTokens);
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        if (tokens.generated() < least) {
            for (int token : endTokens) {
                scores[token] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
