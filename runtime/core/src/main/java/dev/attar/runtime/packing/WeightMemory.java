package dev.attar.runtime.packing;

import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.kernel.ProgramPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Gets the memory for packed weights. */
public final class WeightMemory {
    /** Bytes of a cache line, and of the widest vector. */
    private static final long ALIGNMENT = 64;

    private WeightMemory() {}

    /**
     * Memory for all weights of a plan, zeroed.
     *
     * @param source whose weights they are, for messages
     * @throws WeightsException when there is not so much
     */
    public static MemorySegment allocate(ProgramPlan plan, String source, Arena arena) {
        try {
            if (plan.weightFloats() > Long.MAX_VALUE / Float.BYTES) {
                throw new OutOfMemoryError(plan.weightFloats() + " floats");
            }
            return arena.allocate(Math.max(1, plan.weightFloats()) * Float.BYTES, ALIGNMENT);
        } catch (OutOfMemoryError none) {
            String found = none.getMessage();
            String expected = plan.weightFloats() * Float.BYTES + " bytes outside the heap for " + plan.model();
            throw new WeightsException(
                    source,
                    List.of(new Problem(Kind.MEMORY, "", found, expected, -1)),
                    "give the JVM more memory outside the heap: -XX:MaxDirectMemorySize=SIZE (its default is that of"
                            + " -Xmx)",
                    none);
        }
    }
}
