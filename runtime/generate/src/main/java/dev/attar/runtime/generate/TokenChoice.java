package dev.attar.runtime.generate;

import dev.attar.runtime.generate.GeneratedToken.Alternative;
import dev.attar.runtime.generate.scores.Probabilities;
import dev.attar.runtime.generate.scores.TokenHistory;
import java.util.ArrayList;
import java.util.List;

/** Chooses one token after another of one text, greedily or at random. */
final class TokenChoice {
    private final Settings settings;
    private final Rules rules;
    private final float[] scores;

    TokenChoice(Settings settings, int mostNew, int vocabulary) {
        this.settings = settings;
        this.rules = new Rules(settings, mostNew);
        this.scores = new float[vocabulary];
    }

    /**
     * The next token of a text.
     *
     * @param logits the model's, from place {@code from} on; not changed
     * @throws GenerationException when no token can be chosen
     */
    GeneratedToken next(TokenHistory tokens, float[] logits, int from) {
        System.arraycopy(logits, from, scores, 0, scores.length);
        rules.apply(tokens, scores);
        int token = settings.strategy() instanceof Strategy.Sampling sampling
                ? Probabilities.at(scores, Randomness.at(sampling.seed(), tokens.generated()))
                : Probabilities.likeliest(scores);
        if (token < 0) {
            throw new GenerationException(
                    GenerationException.Reason.NO_TOKEN,
                    "no token can be chosen after " + tokens.generated()
                            + " tokens: every one is forbidden, or the model gave NaN; loosen the rules, or see attar"
                            + " verify");
        }
        double sum = Probabilities.logSum(logits, from, scores.length);
        return new GeneratedToken(token, (float) (logits[from + token] - sum), likeliest(logits, from, sum));
    }

    private List<Alternative> likeliest(float[] logits, int from, double sum) {
        int count = Math.min(settings.topLogProbabilities(), scores.length);
        if (count == 0) {
            return List.of();
        }
        TopCandidates best = new TopCandidates(count);
        for (int i = 0; i < scores.length; i++) {
            best.offer(logits[from + i], i);
        }
        List<Alternative> top = new ArrayList<>(count);
        for (int i = 0; i < best.count(); i++) {
            int token = (int) best.place(i);
            top.add(new Alternative(token, (float) (logits[from + token] - sum)));
        }
        return top;
    }
}
