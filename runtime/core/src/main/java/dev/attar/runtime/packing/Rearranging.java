package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.workers.TaskGroup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies packed weights whose panels of floats are half as wide as a program wants them, or twice: such as a file that was packed
 * for another kind of machine. Sixteen columns are as many floats either way, and begin at the same place, so all else stays where it is.
 */
public final class Rearranging {
    private static final int WIDE = 16;
    private static final int NARROW = 8;

    /** Floats that one task copies, about. */
    private static final long TASK_FLOATS = 1 << 20;

    private final ProgramPlan to;
    private final boolean halves;
    private final int threads;

    /** Sixteen columns of one matrix: {@code 16 * terms} floats. */
    private record Columns(long from, int terms) {}

    /**
     * @param from how the weights are arranged
     * @param to how they shall be
     */
    Rearranging(ProgramPlan from, ProgramPlan to, int threads) {
        this.to = to;
        this.halves = from.narrowPanels() < to.narrowPanels();
        this.threads = threads;
    }

    /** A copy of the plan with panels of the other width: narrow for wide, wide for narrow. */
    static ProgramPlan other(ProgramPlan plan) {
        return plan.withPanels(plan.narrowPanels() == 1 ? WIDE : NARROW);
    }

    /**
     * The weights as the program wants them, in new memory of the arena.
     *
     * @param source whose weights they are, for messages
     * @throws WeightsException when there is no memory
     */
    MemorySegment of(MemorySegment weights, String source, Arena arena) {
        MemorySegment floats = WeightMemory.allocate(to, source, arena);
        List<Columns> columns = columns();
        int pieces = (int) Math.ceilDiv(to.weightFloats(), TASK_FLOATS);
        TaskGroup tasks = new TaskGroup(to.model(), threads);
        tasks.run(pieces, piece -> {
            long begin = piece * TASK_FLOATS * Float.BYTES;
            long bytes = Math.min(TASK_FLOATS * Float.BYTES, to.weightFloats() * Float.BYTES - begin);
            MemorySegment.copy(weights, begin, floats, begin, bytes);
        });
        tasks.run(columns.size(), number -> turn(columns.get(number), floats));
        return floats;
    }

    /** Of all matrices in panels; several parameters can share one. */
    private List<Columns> columns() {
        List<Columns> all = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Placement placement : Placement.of(to)) {
            if (placement.slot().layout() instanceof Layout.Panels(int _, int _, int totalRows)
                    && seen.add(placement.block())) {
                for (int row = 0; row < totalRows; row += WIDE) {
                    all.add(new Columns(placement.block() + (long) row * placement.columns(), placement.columns()));
                }
            }
        }
        return all;
    }

    private void turn(Columns columns, MemorySegment floats) {
        int terms = columns.terms;
        float[] before = new float[WIDE * terms];
        float[] after = new float[WIDE * terms];
        long at = columns.from * Float.BYTES;
        MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT, at, before, 0, before.length);
        for (int k = 0; k < terms; k++) {
            for (int half = 0; half < 2; half++) {
                int wide = WIDE * k + NARROW * half;
                int narrow = NARROW * (terms * half + k);
                System.arraycopy(before, halves ? wide : narrow, after, halves ? narrow : wide, NARROW);
            }
        }
        MemorySegment.copy(after, 0, floats, ValueLayout.JAVA_FLOAT, at, after.length);
    }
}
