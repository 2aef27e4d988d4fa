package dev.attar.runtime.parameters;

import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.Packer;
import dev.attar.runtime.packing.Packing;
import dev.attar.runtime.packing.Placement;
import dev.attar.runtime.packing.SlotValues;
import dev.attar.runtime.packing.WeightMemory;
import dev.attar.runtime.workers.TaskGroup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The packed weights of a model that learns: packed anew from its parameters whenever these have changed. */
public final class TrainedWeights implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment floats;
    private final List<Packer.Rows> rows = new ArrayList<>();
    private final TaskGroup tasks;

    /** @throws WeightsException when there is no memory for them */
    public TrainedWeights(ProgramPlan plan, TrainedParameters parameters, String source, int threads) {
        this.floats = WeightMemory.allocate(plan, source, arena);
        this.tasks = new TaskGroup(plan.model(), (int) Math.min(threads, 1 + plan.weightFloats() / Packer.TASK_VALUES));
        List<Packer.Rows> constant = new ArrayList<>();
        for (Placement placement : Placement.of(plan)) {
            if (placement.fromWeights()) {
                Packer.splitRows(placement, parameters.values(placement.tensor()), Packer.TASK_VALUES, rows);
            } else {
                SlotValues values = SlotValues.computed(placement.slot().source(), placement.columns());
                Packer.splitRows(placement, values, Packer.TASK_VALUES, constant);
            }
        }
        pack(constant);
        pack();
    }

    public MemorySegment floats() {
        return floats;
    }

    /** Takes over the parameters as they are now. */
    public void pack() {
        pack(rows);
    }

    private void pack(List<Packer.Rows> some) {
        Packing packing = new Packing(floats);
        tasks.run(some.size(), number -> some.get(number).pack(packing));
    }

    @Override
    public void close() {
        arena.close();
    }
}
