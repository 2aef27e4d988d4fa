package dev.attar.importer;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.NamedTensor;
import java.util.List;

/** Refuses weights that no weight file of Attar's can hold. */
final class WeightKinds {
    private WeightKinds() {}

    static void check(List<NamedTensor> tensors) {
        for (NamedTensor tensor : tensors) {
            if (!tensor.kind().isWeight()) {
                throw new ImportException("'" + tensor.name() + "' comes from tensor '"
                        + tensor.view().orElseThrow().data().name() + "' of type " + tensor.kind()
                        + "; export the model in fp32, fp16 or bf16");
            }
            if (tensor.elements() > Integer.MAX_VALUE - 8) {
                throw new ImportException("'" + tensor.name() + "' has " + tensor.elements()
                        + " elements, more than one parameter can have");
            }
        }
    }
}
