package dev.attar.importer.sentence;

import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.Texts;
import dev.attar.importer.source.ImportOptions;
import java.util.List;
import java.util.Optional;

/**
 * What the settings of a sentence encoder say.
 *
 * @param encoder the folder of the encoder, within the model's; empty: the model's folder itself
 * @param pools how hidden states become one vector; empty when nothing is said
 * @param dense a dense layer after the pooling
 * @param normalize whether a step brings vectors to length 1; empty when nothing is said
 * @param longest the longest input in tokens
 * @param lowerCase whether texts are brought to lower case before anything else
 * @param texts prompts
 * @param crossEncoder whether the model scores pairs of texts, so that it keeps the head of its own
 * @param activation the function that sentence-transformers puts over the scores of a cross-encoder, by its name
 */
public record SentenceSteps(
        String encoder,
        Optional<List<Pool>> pools,
        Optional<DenseStep> dense,
        Optional<Boolean> normalize,
        Optional<Integer> longest,
        boolean lowerCase,
        Texts texts,
        boolean crossEncoder,
        Optional<String> activation) {

    /** Nothing is said at all. */
    public static final SentenceSteps NONE =
            embedding("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Texts.NONE);

    /** The settings of an encoder of sentences. */
    static SentenceSteps embedding(
            String encoder,
            Optional<List<Pool>> pools,
            Optional<DenseStep> dense,
            Optional<Boolean> normalize,
            Optional<Integer> longest,
            boolean lowerCase,
            Texts texts) {
        return new SentenceSteps(encoder, pools, dense, normalize, longest, lowerCase, texts, false, Optional.empty());
    }

    /** The options, with what they leave open taken from here. */
    public ImportOptions complete(ImportOptions options) {
        return new ImportOptions(
                options.name(),
                options.pools().or(() -> pools),
                options.normalize().or(() -> normalize),
                options.output(),
                options.context().or(() -> longest),
                options.languages());
    }
}
