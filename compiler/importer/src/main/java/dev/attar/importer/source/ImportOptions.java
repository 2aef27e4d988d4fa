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
 * @param normalize whether a sentence embedding is brought to length 1
 * @param output the graph output to import, where an ONNX file has several
 * @param context longest sequence in tokens, where it is to be less than the model's tables allow
 */
public record ImportOptions(
        Optional<String> name,
        Optional<List<Pool>> pools,
        Optional<Boolean> normalize,
        Optional<String> output,
        Optional<Integer> context) {

    public static ImportOptions none() {
        return new ImportOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public ImportOptions named(String model) {
        return new ImportOptions(Optional.of(model), pools, normalize, output, context);
    }

    public ImportOptions pooled(Pool... kinds) {
        return new ImportOptions(name, Optional.of(List.of(kinds)), normalize, output, context);
    }

    public ImportOptions normalized(boolean unit) {
        return new ImportOptions(name, pools, Optional.of(unit), output, context);
    }

    public ImportOptions from(String graphOutput) {
        return new ImportOptions(name, pools, normalize, Optional.of(graphOutput), context);
    }

    public ImportOptions within(int tokens) {
        return new ImportOptions(name, pools, normalize, output, Optional.of(tokens));
    }
}
