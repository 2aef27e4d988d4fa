package dev.attar.runtime;

import jdk.incubator.vector.FloatVector;

/** Asks the vector module. Apart, so that nothing else needs that module to load. */
final class VectorProbe {
    private VectorProbe() {}

    /** Floats in a vector of the size this machine prefers. */
    static int preferredLanes() {
        return FloatVector.SPECIES_PREFERRED.length();
    }
}
