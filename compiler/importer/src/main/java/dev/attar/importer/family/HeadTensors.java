package dev.attar.importer.family;

import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.Limits;

/** What a head has to know of the stored tensors. */
public final class HeadTensors {
    private final FamilyTensors tensors;
    private final ClassLabels labels;

    HeadTensors(FamilyTensors tensors, ClassLabels labels) {
        this.tensors = tensors;
        this.labels = labels;
    }

    /** What {@code config.json} says about the classes of a head. */
    public interface ClassLabels {
        /** @param sequences whether a sequence has one row of scores, which has probabilities */
        Labels of(int classes, boolean sequences);
    }

    /** The rows of a matrix, one for each class. */
    int classes(String matrix) {
        return Math.clamp(tensors.rows(matrix).orElse(1L), 1, Limits.MAX_DIMENSION);
    }

    Labels labels(int classes, boolean sequences) {
        return labels.of(classes, sequences);
    }

    /** Whether two tensors are stored, with other numbers. */
    boolean differ(String one, String other) {
        return tensors.differs(one, other);
    }
}
