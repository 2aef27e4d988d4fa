package dev.attar.importer.huggingface;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.importer.tensor.NamedTensor;
import java.util.List;

/**
 * A model found in a folder.
 *
 * @param tensors its weights, under canonical names
 */
public record FolderModel(ModelSpec spec, List<NamedTensor> tensors) {
    public FolderModel {
        tensors = List.copyOf(tensors);
    }
}
