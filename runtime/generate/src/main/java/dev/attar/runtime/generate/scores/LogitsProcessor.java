package dev.attar.runtime.generate.scores;

/**
 * Changes the scores of the vocabulary before a token is chosen. The same tokens and scores always give the same result; it may
 * keep working memory between calls, so one is used by one conversation at a time.
 */
@FunctionalInterface
public interface LogitsProcessor {
    /**
     * Changes scores in place; a token at negative infinity cannot be chosen.
     *
     * @param tokens what was given and generated so far
     * @param scores one for each token of the vocabulary: logits, in beam search logarithms of probabilities
     */
    void process(TokenHistory tokens, float[] scores);
}
