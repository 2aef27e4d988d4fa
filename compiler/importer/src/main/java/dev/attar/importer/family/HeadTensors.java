package dev.attar.importer.family;

import dev.attar.compiler.check.Labels;

/** What a head has to know besides settings. */
public interface HeadTensors {
    /** The rows of a matrix, one for each class. */
    int classes(String matrix);

    /** @param sequences whether a sequence has one row of scores, which has probabilities */
    Labels labels(int classes, boolean sequences);

    /** Whether two tensors are stored, with other numbers. */
    boolean differ(String one, String other);

    /** What {@code config.json} says about the classes of a head. */
    interface ClassLabels {
        /** @param sequences whether a sequence has one row of scores, which has probabilities */
        Labels of(int classes, boolean sequences);
    }
}
