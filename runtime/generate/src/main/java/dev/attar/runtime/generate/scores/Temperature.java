package dev.attar.runtime.generate.scores;

/** Divides scores by a temperature: below 1 likely tokens become likelier, above 1 all come closer together. */
public record Temperature(double temperature) implements LogitsProcessor {
    /** @throws IllegalArgumentException when it is not more than 0 */
    public Temperature {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("a temperature of " + temperature + "; it must be more than 0");
        }
    }

    @Override
    public void process(TokenHistory tokens, float[] scores) {
        float divisor = (float) temperature;
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= divisor;
        }
    }
}
