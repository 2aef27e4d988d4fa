package dev.attar.runtime;

import dev.attar.runtime.kernel.ProgramPlan;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The parameters of one program, arranged as its plan says, outside the heap.
 *
 * @param memory what holds them
 * @param floats the packed weights: 64-byte aligned, native byte order, read-only
 * @param file the file that they are mapped from; empty when they were packed at load
 */
record PackedWeights(SharedMemory memory, MemorySegment floats, Optional<PackedFile> file) implements AutoCloseable {
    /**
     * Packs every slot of the plan; or, where a file holds them packed already, has them stay mapped.
     *
     * @param threads the most threads to work with
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException when the weights are not those of the model; when they are packed for another program; when a
     *     value is NaN or infinite, or would become so in bfloat16 (every such tensor is listed, with its first such value);
     *     when there is no memory for them
     */
    static PackedWeights of(ProgramPlan plan, Weights weights, int threads) {
        return of(plan, weights, threads, Packer.TASK_VALUES);
    }

    /** The same with tasks of another size. */
    static PackedWeights of(ProgramPlan plan, Weights weights, int threads, int taskValues) {
        if (weights.isClosed()) {
            throw new IllegalStateException(weights.source() + " is closed: open the session first");
        }
        if (weights.packed().isPresent()) {
            MemorySegment floats = weights.packed().get().floatsFor(plan);
            return new PackedWeights(weights.memory().keep(), floats, weights.packed());
        }
        SharedMemory memory = new SharedMemory();
        try {
            MemorySegment floats = new Packer(plan, weights, threads, taskValues).pack(memory.arena());
            return new PackedWeights(memory, floats.asReadOnly(), Optional.empty());
        } catch (RuntimeException | Error failed) {
            memory.close();
            throw failed;
        }
    }

    /** The same weights with one owner more, who closes them too. */
    PackedWeights keep() {
        return new PackedWeights(memory.keep(), floats, file);
    }

    /** An error during a call as the caller should see it: pages of a mapped file that are no longer there have a name. */
    RuntimeException explained(InternalError gone) {
        if (file.isEmpty()) {
            throw gone;
        }
        return file.get().shrunk(gone);
    }

    /** Frees the memory, or lets go of the file. */
    @Override
    public void close() {
        memory.close();
    }
}
