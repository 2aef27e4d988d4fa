package dev.attar.runtime;

import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import java.util.Optional;

/**
 * Sequences and what is to be learned from them.
 *
 * @param tokens what the model reads; of a translator, what its decoder reads; of pairs, the anchors, then as many positives
 * @param source what a translator's encoder reads: a sequence for each of {@code tokens}
 */
public record TrainingBatch(Batch tokens, Optional<Batch> source, Labels labels, DropoutSeed dropout) {
    /** A batch without a source. */
    public TrainingBatch(Batch tokens, Labels labels, DropoutSeed dropout) {
        this(tokens, Optional.empty(), labels, dropout);
    }
}
