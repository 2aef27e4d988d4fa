package dev.attar.runtime.generate.scores;

/** Keeps tokens that are at least {@code p} times as likely as the likeliest. */
public record MinP(double p) implements LogitsProcessor {
    /** @throws IllegalArgumentException when it is not in [0, 1] */
    public MinP {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("tokens " + p + " times as likely as the likeliest; give 0 to 1");
        }
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != highest && Math.exp(scores[i] - (double) highest) < p) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
