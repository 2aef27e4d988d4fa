package dev.attar.runtime;

import jdk.incubator.vector.VectorShape;

/**
 * Asks the vector module. Apart, so that nothing else needs that module to load. Of the module it needs the shapes alone: to load
 * the vectors takes a start 20 ms more.
 */
final class VectorProbe {
    private VectorProbe() {}

    /** Floats in a vector of the size this machine prefers. */
    static int preferredLanes() {
        return VectorShape.preferredShape().vectorBitSize() / Float.SIZE;
    }
}
