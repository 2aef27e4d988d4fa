package dev.attar.importer.source;

import dev.attar.compiler.check.ModelSpec.Pool;
import java.util.List;
import java.util.Optional;

/**
 * What the caller decides about an import. Everything left open is taken from the model, from the files beside it, or, for a
 * model that ends in hidden states, from the habit of sentence encoders: the mean over tokens, normalised.
 *
 * @param name name of the model; else made from the name of the file or folder
 * @param pools how a sentence embedding is made of hidden states; several stand side by side
 * @param normalize whether sentence embeddings are L2-normalised
 * @param output the graph output to import, where an ONNX file has several
 * @param context longest sequence in tokens, where it is to be less than the model's tables allow
 * @param languages of a translator of several
 */
public record ImportOptions(
        Optional<String> name,
        Optional<List<Pool>> pools,
        Optional<Boolean> normalize,
        Optional<String> output,
        Optional<Integer> context,
        Languages languages) {

    /** For a model of one language, or of any. */
    public ImportOptions(
            Optional<String> name,
            Optional<List<Pool>> pools,
            Optional<Boolean> normalize,
            Optional<String> output,
            Optional<Integer> context) {
        this(name, pools, normalize, output, context, Languages.NONE);
    }

    public static ImportOptions none() {
        return new ImportOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public ImportOptions named(String model) {
        return new ImportOptions(Optional.of(model), pools, normalize, output, context, languages);
    }

    public ImportOptions pooled(Pool... kinds) {
        return new ImportOptions(name, Optional.of(List.of(kinds)), normalize, output, context, languages);
    }

    public ImportOptions normalized(boolean unit) {
        return new ImportOptions(name, pools, Optional.of(unit), output, context, languages);
    }

    public ImportOptions from(String graphOutput) {
        return new ImportOptions(name, pools, normalize, Optional.of(graphOutput), context, languages);
    }

    public ImportOptions within(int tokens) {
        return new ImportOptions(name, pools, normalize, output, Optional.of(tokens), languages);
    }

    public ImportOptions between(Languages asked) {
        return new ImportOptions(name, pools, normalize, output, context, asked);
    }
}
