package dev.attar.runtime.generate.scores;

import java.util.List;

/**
 * Sequences of tokens that are never generated: the last token of each is forbidden where the others stand before it. What was given
 * counts as what stands before. An end token alone is not forbidden.
 */
public final class ForbiddenTokens implements LogitsProcessor {
    private final int[][] words;

    /**
     * @param words sequences of one or more tokens
     * @param endTokens tokens that end a text
     */
    public ForbiddenTokens(List<List<Integer>> words, List<Integer> endTokens) {
        this.words = words.stream()
                .filter(word -> word.size() > 1 || !endTokens.contains(word.getFirst()))
                .map(word -> word.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        for (int[] word : words) {
            if (tokens.endsWith(word, word.length - 1)) {
                scores[word[word.length - 1]] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
