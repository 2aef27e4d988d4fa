package dev.attar.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory for floats outside the heap, on the boundary of a cache line, which is also that of the widest vector. */
final class Aligned {
    static final long BYTES = 64;

    /** What to do when there is none. */
    static final String HINT =
            "give the JVM more memory outside the heap: -XX:MaxDirectMemorySize=SIZE (its default is that of -Xmx)";

    private Aligned() {}

    /**
     * Zeros.
     *
     * @throws OutOfMemoryError when there is not so much memory
     */
    static MemorySegment floats(Arena arena, long count) {
        if (count > Long.MAX_VALUE / Float.BYTES) {
            throw new OutOfMemoryError(count + " floats");
        }
        return arena.allocate(Math.max(1, count) * Float.BYTES, BYTES);
    }
}
