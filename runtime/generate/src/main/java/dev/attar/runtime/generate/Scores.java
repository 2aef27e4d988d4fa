package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.generate.scores.Probabilities;
import java.util.Arrays;
import java.util.List;

/** What a model thinks of texts that are there already: perplexity, and reranking of translations. */
public final class Scores {
    private Scores() {}

    /** The logits after each token, one row of the vocabulary after another. */
    public static float[] logits(LanguageModel model, int[] tokens) {
        try (Sequence sequence = model.begin()) {
            return logits(model, sequence, tokens);
        }
    }

    /** The logits after each token of a translation, its start token included, one row of the vocabulary after another. */
    public static float[] logits(Translator model, int[] source, int[] tokens) {
        try (Sequence sequence = model.begin(List.of(source)).getFirst()) {
            return logits(model, sequence, tokens);
        }
    }

    /** The log-probability of each token after the first, given those before it. */
    public static float[] logProbabilities(LanguageModel model, int[] tokens) {
        return logProbabilities(logits(model, tokens), model.vocabulary(), tokens);
    }

    /** The log-probability of each token of a translation after the first, which is the start token. */
    public static float[] logProbabilities(Translator model, int[] source, int[] tokens) {
        return logProbabilities(logits(model, source, tokens), model.vocabulary(), tokens);
    }

    /** From the logits after each token the log-probability of each after the first. */
    public static float[] logProbabilities(float[] logits, int vocabulary, int[] tokens) {
        float[] result = new float[Math.max(0, tokens.length - 1)];
        for (int i = 0; i < result.length; i++) {
            double sum = Probabilities.logSum(logits, i * vocabulary, vocabulary);
            result[i] = (float) (logits[i * vocabulary + tokens[i + 1]] - sum);
        }
        return result;
    }

    private static float[] logits(Decoder decoder, Sequence sequence, int[] tokens) {
        DecoderBatch batch = new DecoderBatch();
        batch.add(sequence, tokens, Logits.ALL);
        decoder.extend(batch);
        return Arrays.copyOf(batch.logits(), tokens.length * decoder.vocabulary());
    }
}
