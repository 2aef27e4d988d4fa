package dev.attar.runtime.generate.scores;

/**
 * Makes tokens that have occurred, given or generated, less likely: a positive score is divided by the penalty, a negative one multiplied.
 * Once for each token, however often it occurred.
 *
 * <p>Source: Keskar et al. 2019, "CTRL", section 4.1.
 */
public final class RepetitionPenalty implements LogitsProcessor {
    private final float penalty;
    private int[] seen = {};
    private int round;

    /**
     * @param penalty 1 changes nothing; more makes repetition less likely
     * @throws IllegalArgumentException when it is not positive
     */
    public RepetitionPenalty(double penalty) {
        if (!(penalty > 0) || Double.isInfinite(penalty)) {
            throw new IllegalArgumentException("a repetition penalty of " + penalty + "; it must be more than 0");
        }
        this.penalty = (float) penalty;
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        if (seen.length < scores.length) {
            seen = new int[scores.length];
            round = 0;
        }
        round++;
        for (int i = 0; i < tokens.length(); i++) {
            int token = tokens.at(i);
            if (token < scores.length && seen[token] != round) {
                seen[token] = round;
                scores[token] = scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty;
            }
        }
    }
}
