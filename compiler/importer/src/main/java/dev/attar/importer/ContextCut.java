package dev.attar.importer;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorView;
import java.util.List;
import java.util.Optional;

/**
 * Makes the longest sequence of a model shorter than its position table: rows that no text may reach are left out, so that
 * whatever uses the model cuts texts where its makers do.
 */
final class ContextCut {
    /** A translator has one for each of its stacks. */
    private static final String TABLE = "embeddings.positions.weight";

    private ContextCut() {}

    static ModelSpec spec(ModelSpec spec, int context) {
        return new ModelSpec(
                spec.name(),
                spec.vocabulary(),
                context,
                spec.width(),
                spec.embedding(),
                spec.stacks(),
                spec.head(),
                spec.texts(),
                spec.train());
    }

    /** @param context at most that of the spec */
    static List<NamedTensor> tensors(ModelSpec spec, List<NamedTensor> tensors, int context) {
        if (!(spec.embedding().positions() instanceof Positions.Learned(int offset))) {
            return tensors;
        }
        return tensors.stream()
                .map(tensor -> tensor.name().endsWith(TABLE) ? rows(tensor, (long) context + offset) : tensor)
                .toList();
    }

    private static NamedTensor rows(NamedTensor table, long rows) {
        long width = table.shape().get(1);
        TensorView whole = table.view()
                .flatMap(view -> view.shape().equals(table.shape()) ? Optional.of(view) : view.reshape(table.shape()))
                .orElseThrow(() -> new ImportException("the position table is stored in a way that cannot be cut"));
        return NamedTensor.of(table.name(), whole.slice(0, 0, rows), rows, width);
    }
}
