package dev.attar.runtime.generate;

import java.util.List;

/**
 * A finished text.
 *
 * @param text without special tokens, and without the stop text that ended it; empty where there is no tokenizer
 * @param tokens all that were generated, the end token included
 * @param score the sum of the tokens' log-probabilities divided by their number to the power of the length penalty, which is 1 but for
 *     beams
 */
public record Generated(String text, List<GeneratedToken> tokens, double score, Finish finish) {
    public Generated {
        tokens = List.copyOf(tokens);
    }

    /** The ids of the tokens. */
    public int[] ids() {
        return tokens.stream().mapToInt(GeneratedToken::id).toArray();
    }

    /** The sum of the tokens' log-probabilities. */
    public double logProbability() {
        double sum = 0;
        for (GeneratedToken token : tokens) {
            sum += token.logProbability();
        }
        return sum;
    }
}
