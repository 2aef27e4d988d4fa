package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.kernel.ProgramPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of one program, arranged as its plan says, outside the heap.
 *
 * @param floats the packed weights: 64-byte aligned, native byte order, read-only
 */
record PackedWeights(Arena arena, MemorySegment floats) implements AutoCloseable {
    /** Bytes of a cache line, and of the widest vector. */
    private static final long ALIGNMENT = 64;

    private static final String FINITE_IN_BFLOAT16 = "numbers that stay finite in bfloat16 (below 3.3961776e38)";

    /**
     * Packs every slot of the plan.
     *
     * @throws IllegalStateException when the weights are closed
     * @throws WeightsException when the weights are not those of the model, a value is NaN or infinite or would become so
     *     in bfloat16 (every such tensor is listed, with its first such value), or there is no memory for them
     */
    static PackedWeights of(ProgramPlan plan, Weights weights) {
        if (weights.isClosed()) {
            throw new IllegalStateException(weights.source() + " is closed: open the session first");
        }
        List<Placement> placements = Placement.of(plan);
        WeightsFit.check(plan.model(), placements, weights);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment packed = allocate(plan, weights, arena);
            List<Problem> problems = new ArrayList<>();
            Packing packing = new Packing(packed);
            for (Placement placement : placements) {
                pack(packing, placement, weights, problems);
            }
            if (!problems.isEmpty()) {
                throw new WeightsException(
                        weights.source(), problems.stream().distinct().toList(), hint(problems));
            }
            return new PackedWeights(arena, packed.asReadOnly());
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /** Frees the memory. */
    @Override
    public void close() {
        arena.close();
    }

    private static MemorySegment allocate(ProgramPlan plan, Weights weights, Arena arena) {
        try {
            if (plan.weightFloats() > Long.MAX_VALUE / Float.BYTES) {
                throw new OutOfMemoryError(plan.weightFloats() + " floats");
            }
            return arena.allocate(Math.max(1, plan.weightFloats()) * Float.BYTES, ALIGNMENT);
        } catch (OutOfMemoryError none) {
            String found = none.getMessage();
            String expected = plan.weightFloats() * Float.BYTES + " bytes outside the heap for " + plan.model();
            throw new WeightsException(
                    weights.source(),
                    List.of(new Problem(Kind.MEMORY, "", found, expected, -1)),
                    "give the JVM more memory outside the heap: -XX:MaxDirectMemorySize=SIZE (its default is that of"
                            + " -Xmx)",
                    none);
        }
    }

    private static void pack(Packing packing, Placement placement, Weights weights, List<Problem> problems) {
        Tensor tensor = placement.fromWeights() ? weights.tensors().get(placement.tensor()) : null;
        SlotRows rows = tensor == null ? SlotRows.sinusoids(placement.columns()) : SlotRows.of(tensor);
        long bad =
                packing.pack(placement.slot().layout(), rows, placement.rows(), placement.columns(), placement.block());
        if (bad >= 0 && tensor != null) {
            float[] value = new float[1];
            tensor.read(bad, value, 0, 1);
            long offset = tensor.fileOffset() < 0
                    ? -1
                    : tensor.fileOffset() + bad * tensor.type().bytes();
            String found = value[0] + " at "
                    + index(bad, placement.columns(), tensor.shape().size());
            String expected = Float.isFinite(value[0]) ? FINITE_IN_BFLOAT16 : "finite numbers";
            problems.add(new Problem(Kind.VALUE, placement.tensor(), found, expected, offset));
        }
    }

    private static String hint(List<Problem> problems) {
        return problems.stream().allMatch(problem -> problem.expected().equals(FINITE_IN_BFLOAT16))
                ? "keep these weights in fp32: compile without --weights-as bf16"
                : "the training that made these weights failed, or the file is damaged; use another copy";
    }

    private static String index(long element, int columns, int rank) {
        return rank == 1 ? "[" + element + "]" : "[" + element / columns + ", " + element % columns + "]";
    }
}
