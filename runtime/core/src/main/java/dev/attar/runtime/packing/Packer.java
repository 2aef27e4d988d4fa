package dev.attar.runtime.packing;

import dev.attar.runtime.Tensor;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.workers.TaskGroup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Packs the tensors of one model for one program, on several threads. First one of them gets the memory, which the system
 * gives page by page and so takes as long as all else, while the others see whether all numbers are finite; then all pack.
 */
public final class Packer {
    /** Values worth a task: about 0.1 ms of work. */
    public static final int TASK_VALUES = 1 << 17;

    /** Elements of a tensor to be looked at. */
    private record Part(Tensor tensor, int columns, Rounding rounding, long first, long count) {}

    /** Rows of a placement to be packed. */
    public record Rows(Placement placement, SlotValues source, int from, int to) {
        public void pack(Packing packing) {
            packing.pack(placement.slot().layout(), source, from, to, placement.columns(), placement.block());
        }
    }

    private final ProgramPlan plan;
    private final Weights weights;
    private final TaskGroup tasks;
    private final int taskValues;
    private final List<Part> parts = new ArrayList<>();
    private final List<Rows> rows = new ArrayList<>();

    /**
     * @param taskValues values in a task, about; a model of no more is one thread's work
     * @throws WeightsException when the weights are not those of the model
     */
    Packer(ProgramPlan plan, Weights weights, int threads, int taskValues) {
        this.plan = plan;
        this.weights = weights;
        this.tasks = new TaskGroup(plan.model(), (int) Math.min(threads, 1 + plan.weightFloats() / taskValues));
        this.taskValues = taskValues;
        List<Placement> placements = Placement.of(plan);
        WeightsFit.check(plan.model(), placements, weights);
        Map<String, Rounding> roundings = roundings(placements);
        Set<String> seen = new HashSet<>();
        for (Placement placement : placements) {
            Tensor tensor = placement.fromWeights() ? weights.tensors().get(placement.tensor()) : null;
            if (tensor != null && seen.add(placement.tensor())) {
                splitTensor(tensor, placement.columns(), roundings.getOrDefault(placement.tensor(), Rounding.NONE));
            }
            splitRows(
                    placement,
                    tensor == null
                            ? SlotValues.computed(placement.slot().source(), placement.columns())
                            : SlotValues.of(tensor),
                    taskValues,
                    rows);
        }
    }

    /**
     * Packs into new memory of the arena.
     *
     * @return the packed weights: 64-byte aligned, native byte order
     * @throws WeightsException when a value is NaN or infinite (every such tensor is listed, with its first such value), when
     *     there is no memory, or when the thread is interrupted
     */
    MemorySegment pack(Arena arena) {
        MemorySegment[] packed = new MemorySegment[1];
        long[] bad = new long[parts.size()];
        Thread caller = Thread.currentThread();
        tasks.run(1 + bad.length, number -> {
            endIfInterrupted(caller);
            if (number == 0) {
                packed[0] = WeightMemory.allocate(plan, weights.source(), arena);
            } else {
                Part part = parts.get(number - 1);
                bad[number - 1] = part.tensor.firstNotFinite(part.first, part.count, part.rounding.limit());
            }
        });
        refuseNotFinite(bad);
        Packing packing = new Packing(packed[0]);
        tasks.run(rows.size(), number -> {
            endIfInterrupted(caller);
            rows.get(number).pack(packing);
        });
        return packed[0];
    }

    private void endIfInterrupted(Thread caller) {
        if (caller.isInterrupted()) {
            throw WeightsException.interrupted(weights.source());
        }
    }

    /** What happens to the numbers of tensors that are rounded, by name. */
    private static Map<String, Rounding> roundings(List<Placement> placements) {
        Map<String, Rounding> roundings = new HashMap<>();
        for (Placement placement : placements) {
            Rounding rounding = Rounding.of(placement.slot().layout());
            if (rounding != Rounding.NONE) {
                roundings.put(placement.tensor(), rounding);
            }
        }
        return roundings;
    }

    private void splitTensor(Tensor tensor, int columns, Rounding rounding) {
        for (long first = 0; first < tensor.elements(); first += taskValues) {
            parts.add(new Part(tensor, columns, rounding, first, Math.min(taskValues, tensor.elements() - first)));
        }
    }

    /** Into whole panels, so that no task has to write what another one writes beside. */
    public static void splitRows(Placement placement, SlotValues source, int taskValues, List<Rows> rows) {
        int enough = Math.ceilDiv(taskValues, placement.columns());
        int from = 0;
        while (from < placement.rows()) {
            long to = from + (long) enough;
            int end = (int)
                    Math.min(placement.rows(), wholePanels(placement.slot().layout(), to));
            rows.add(new Rows(placement, source, from, end));
            from = end;
        }
    }

    private static long wholePanels(Layout layout, long to) {
        return switch (layout) {
            case Layout.Rows _, Layout.Distances _ -> to;
            case Layout.Panels(int width, int firstRow, int _) -> Math.ceilDiv(firstRow + to, width) * width - firstRow;
            case Layout.Bfloat16Panels(int width, int _, int firstRow, int _) ->
                Math.ceilDiv(firstRow + to, width) * width - firstRow;
            case Layout.Int8Panels(int width, int _, int firstRow, int _) ->
                Math.ceilDiv(firstRow + to, width) * width - firstRow;
        };
    }

    private void refuseNotFinite(long[] bad) {
        List<Problem> problems = new ArrayList<>();
        Tensor last = null;
        for (int i = 0; i < bad.length; i++) {
            Part part = parts.get(i);
            if (bad[i] >= 0 && part.tensor != last) { // the first of each tensor
                last = part.tensor;
                problems.add(notFinite(part, bad[i]));
            }
        }
        if (!problems.isEmpty()) {
            throw new WeightsException(
                    weights.source(), problems, rounding(problems).hint());
        }
    }

    /** Numbers that are not finite before they are rounded matter more. */
    private static Rounding rounding(List<Problem> problems) {
        return Arrays.stream(Rounding.values())
                .filter(rounding ->
                        problems.stream().anyMatch(problem -> problem.expected().equals(rounding.expected())))
                .findFirst()
                .orElseThrow();
    }

    private static Problem notFinite(Part part, long element) {
        Tensor tensor = part.tensor;
        float[] value = new float[1];
        tensor.read(element, value, 0, 1);
        String place = tensor.shape().size() == 1
                ? "[" + element + "]"
                : "[" + element / part.columns + ", " + element % part.columns + "]";
        long offset = tensor.fileOffset() < 0
                ? -1
                : tensor.fileOffset() + element * tensor.type().bytes();
        String expected = (Float.isFinite(value[0]) ? part.rounding : Rounding.NONE).expected();
        return new Problem(Kind.VALUE, tensor.name(), value[0] + " at " + place, expected, offset);
    }
}
