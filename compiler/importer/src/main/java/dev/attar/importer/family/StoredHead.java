package dev.attar.importer.family;

import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.Limits;

/** A head in a file. */
record StoredHead(FamilyTensors tensors, HeadTensors.ClassLabels labels) implements HeadTensors {
    @Override
    public int classes(String matrix) {
        return Math.clamp(tensors.rows(matrix).orElse(1L), 1, Limits.MAX_DIMENSION);
    }

    @Override
    public Labels labels(int classes, boolean sequences) {
        return labels.of(classes, sequences);
    }

    @Override
    public boolean differ(String one, String other) {
        return tensors.differs(one, other);
    }
}
