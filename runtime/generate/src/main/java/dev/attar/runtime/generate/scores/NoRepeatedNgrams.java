package dev.attar.runtime.generate.scores;

/** No run of so many tokens occurs twice, counting what was given: a token that would complete one is forbidden. */
public record NoRepeatedNgrams(int size) implements LogitsProcessor {
    /** @throws IllegalArgumentException when it is less than 1 */
    public NoRepeatedNgrams {
        if (size < 1) {
            throw new IllegalArgumentException("no repeated runs of " + size + " tokens; give 1 or more");
        }
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        int length = tokens.length();
        int prefix = length - size + 1;
        for (int start = 0; start + size <= length; start++) {
            boolean same = true;
            for (int i = 0; i < size - 1 && same; i++) {
                same = tokens.at(start + i) == tokens.at(prefix + i);
            }
            int banned = tokens.at(start + size - 1);
            if (same && banned < scores.length) {
                scores[banned] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
