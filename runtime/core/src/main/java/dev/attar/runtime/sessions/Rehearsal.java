package dev.attar.runtime.sessions;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import dev.attar.runtime.packing.PackedWeights;

/** Runs programs on made-up sequences, one thread alone, and says how long it took. Nobody sees the results. */
public final class Rehearsal {
    private final ProgramPlan plan;
    private final PackedWeights weights;
    private final Runnable betweenTasks;
    private final Frame frame = new Frame();
    private float[] arena = {};
    private float[][] state = {};

    /** @param betweenTasks is run before each task */
    Rehearsal(ProgramPlan plan, PackedWeights weights, Runnable betweenTasks) {
        this.plan = plan;
        this.weights = weights;
        this.betweenTasks = betweenTasks;
    }

    /** A member of a team of one. */
    private final class Alone implements Worker {
        private int next;

        @Override
        public int index() {
            return 0;
        }

        @Override
        public int members() {
            return 1;
        }

        @Override
        public int claim() {
            betweenTasks.run();
            return next++;
        }

        @Override
        public void barrier() {
            next = 0;
        }
    }

    /** Runs an entry point to its last output, on one sequence of so many rows along each axis, or of as many as the model accepts. */
    long nanos(Program program, int entry, int rows) {
        EntryPlan needs = program.plan().entries().get(entry);
        frame.begin(entry, 1);
        for (int axis : needs.axes()) {
            frame.axis(axis, new int[] {0, Math.min(rows, plan.axes().get(axis).most())});
        }
        int[] zeros = new int[rows];
        for (int input : needs.inputs()) {
            frame.indices(input, zeros);
        }
        frame.state(state());
        long floats = ArenaPool.floats(needs, frame, 1);
        if (arena.length < floats) {
            arena = new float[Math.toIntExact(floats)];
        }
        int scratchBegin = Math.toIntExact(needs.arena().floats(frame));
        int scratchFloats = Math.toIntExact(needs.scratch().floats(frame));
        int last = needs.outputs().size() - 1;
        frame.work(weights.floats(), weights.plan().narrowPanels(), arena, scratchBegin, scratchFloats, last);
        long begin = System.nanoTime();
        program.run(frame, new Alone());
        return System.nanoTime() - begin;
    }

    /** The only block: all rows have the slot 0. */
    private float[][] state() {
        if (state.length == 0) {
            state = new float[][] {new float[plan.state().blockFloats()]};
        }
        return state;
    }

    /** Runs every entry point. */
    long nanos(Program program, int rows) {
        long sum = 0;
        for (int entry = 0; entry < plan.entries().size(); entry++) {
            sum += nanos(program, entry, rows);
        }
        return sum;
    }
}
