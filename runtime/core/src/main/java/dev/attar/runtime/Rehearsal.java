package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.ProgramPlan.ArenaPlan;
import dev.attar.runtime.kernel.Worker;
import java.lang.foreign.MemorySegment;

/** Runs programs on made-up sequences, one thread alone, and says how long it took. Nobody sees the results. */
final class Rehearsal {
    private final ProgramPlan plan;
    private final MemorySegment weights;
    private final Runnable betweenTasks;
    private float[] arena = {};

    /** @param betweenTasks is run before each task */
    Rehearsal(ProgramPlan plan, MemorySegment weights, Runnable betweenTasks) {
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
        public int claim() {
            betweenTasks.run();
            return next++;
        }

        @Override
        public void barrier() {
            next = 0;
        }
    }

    /** Runs a program to its last output. The tokens are no more than the context. */
    long nanos(Program program, int tokens) {
        int count = Math.min(tokens, plan.limits().context());
        int longest = Math.ceilDiv(count, 16) * 16;
        ArenaPlan needs = program.plan().arena();
        long floats = needs.floatsPerToken() * count + needs.scratchFixed() + needs.scratchPerPosition() * longest;
        if (arena.length < floats) {
            arena = new float[Math.toIntExact(floats)];
        }
        int[] zeros = new int[count];
        int last = plan.outputs().size() - 1;
        Frame frame = new Frame(weights, arena, zeros, zeros, new int[] {0, count}, count, 1, longest, last);
        long begin = System.nanoTime();
        program.run(frame, new Alone());
        return System.nanoTime() - begin;
    }
}
