package dev.attar.importer.huggingface;

import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.sentence.DenseStep;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import java.util.List;
import java.util.Optional;

/** The head of a model that ends in hidden states: a vector for each text. */
final class SentenceHead {
    private SentenceHead() {}

    /**
     * @param width of the hidden states
     * @throws ImportException when the dense layer reads vectors of another width
     */
    static Head of(ImportOptions options, Optional<DenseStep> dense, int width, ImportReport report) {
        if (options.pools().isEmpty()) {
            report.add(
                    Kind.ASSUMED,
                    "pooling",
                    "Nothing says how a sentence's vector is made of hidden states; the spec takes their mean"
                            + (options.normalize().orElse(true) ? ", normalised." : ".")
                            + " If that is wrong, give --pool and --no-normalize.");
        } else if (options.normalize().isEmpty()) {
            report.add(
                    Kind.ASSUMED,
                    "normalize",
                    "Nothing says whether sentence embeddings are L2-normalised; in the spec they are. If that is"
                            + " wrong, give --no-normalize.");
        }
        List<Pool> pools = options.pools().orElse(List.of(Pool.MEAN));
        int pooled = width * pools.size();
        dense.filter(step -> step.inputs() != pooled).ifPresent(step -> {
            throw new ImportException("the dense layer of the sentence encoder reads " + step.inputs()
                    + " channels, and the pooling gives " + pooled);
        });
        return new Head.Embed(
                pools, dense.map(DenseStep::dense), options.normalize().orElse(true));
    }
}
