package dev.attar.runtime.packing;

import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.weights.SharedMemory;
import dev.attar.runtime.workers.TaskGroup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of one program, arranged as a plan says, outside the heap.
 *
 * @param plan how they are arranged
 * @param memory what holds them
 * @param floats the packed weights: 64-byte aligned, native byte order, read-only
 * @param file the file that they are mapped from; empty when they were packed, or arranged anew, at load
 */
public record PackedWeights(ProgramPlan plan, SharedMemory memory, MemorySegment floats, Optional<PackedFile> file)
        implements AutoCloseable {
    /** Bytes that one task copies. */
    private static final long COPY_BYTES = 4L << 20;

    /**
     * Packs every slot of the plan.
     *
     * @param weights those of a file that is not packed, or of arrays
     * @param threads the most threads to work with
     * @throws WeightsException when the weights are not those of the model; when a value is NaN or infinite, or would become so in
     *     bfloat16 (every such tensor is listed, with its first such value); when there is no memory for them
     */
    public static PackedWeights of(ProgramPlan plan, Weights weights, int threads) {
        return of(plan, weights, threads, Packer.TASK_VALUES);
    }

    /** Packs weights for a program, in tasks of another size than usual. */
    static PackedWeights of(ProgramPlan plan, Weights weights, int threads, int taskValues) {
        return made(plan, arena -> new Packer(plan, weights, threads, taskValues).pack(arena));
    }

    /**
     * Weights that a file holds packed already, which then stays mapped. A file that others may write to is copied; so is one whose
     * panels have another width, and its panels are arranged anew.
     *
     * @param mapped the memory that the file's bytes are in
     * @param threads the most threads to work with
     * @throws WeightsException when they are packed for another program; when there is no memory for a copy
     */
    public static PackedWeights of(ProgramPlan plan, PackedFile file, SharedMemory mapped, int threads) {
        if (file.fits(plan) && file.inPlace()) {
            return new PackedWeights(plan, mapped.keep(), file.floats(), Optional.of(file));
        }
        if (file.fits(plan)) {
            return copied(plan, file, arena -> copy(plan, file, threads, arena));
        }
        ProgramPlan other = Rearranging.other(plan);
        if (!file.fits(other)) {
            throw file.refusal(plan);
        }
        Rearranging rearranging = new Rearranging(other, plan, threads);
        return copied(plan, file, arena -> rearranging.of(file.floats(), file.source(), arena));
    }

    private static PackedWeights copied(ProgramPlan plan, PackedFile file, Function<Arena, MemorySegment> floats) {
        try {
            return made(plan, floats);
        } catch (InternalError gone) { // what the JVM makes of a mapped page that is no longer there
            throw file.shrunk(gone);
        }
    }

    /** Where others may cut the file: vector code cannot be told that its pages are gone, a copy can. */
    private static MemorySegment copy(ProgramPlan plan, PackedFile file, int threads, Arena arena) {
        MemorySegment from = file.floats();
        MemorySegment floats = WeightMemory.allocate(plan, file.source(), arena);
        new TaskGroup(plan.model(), threads).run((int) Math.ceilDiv(from.byteSize(), COPY_BYTES), piece -> {
            long begin = piece * COPY_BYTES;
            MemorySegment.copy(from, begin, floats, begin, Math.min(COPY_BYTES, from.byteSize() - begin));
        });
        return floats;
    }

    private static PackedWeights made(ProgramPlan plan, Function<Arena, MemorySegment> floats) {
        SharedMemory memory = new SharedMemory();
        try {
            MemorySegment made = floats.apply(memory.arena());
            return new PackedWeights(plan, memory, made.asReadOnly(), Optional.empty());
        } catch (RuntimeException | Error failed) {
            memory.close();
            throw failed;
        }
    }

    /** Another handle on these weights: the memory is freed when every handle is closed. */
    public PackedWeights keep() {
        return new PackedWeights(plan, memory.keep(), floats, file);
    }

    /**
     * These weights for another program of the model: themselves where that wants them as they are, a copy where it wants panels
     * of another width; empty where neither will do.
     *
     * @param threads the most threads to work with
     * @throws WeightsException when there is no memory for a copy
     */
    public Optional<PackedWeights> keptFor(ProgramPlan other, int threads) {
        LayoutKey wanted = LayoutKey.of(other);
        if (wanted.equals(LayoutKey.of(plan))) {
            return Optional.of(keep());
        }
        if (!wanted.equals(LayoutKey.of(Rearranging.other(plan)))) {
            return Optional.empty();
        }
        Rearranging rearranging = new Rearranging(plan, other, threads);
        return Optional.of(made(other, arena -> rearranging.of(floats, plan.model(), arena)));
    }

    /** An error during a call as the caller should see it: pages of a mapped file that are no longer there have a name. */
    public RuntimeException explained(InternalError gone) {
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
