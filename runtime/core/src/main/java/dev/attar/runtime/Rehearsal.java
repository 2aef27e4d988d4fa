package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;

/** Runs programs on made-up sequences, one thread alone, and says how long it took. Nobody sees the results. */
final class Rehearsal {
    private final ProgramPlan plan;
    private final PackedWeights weights;
    private final Runnable betweenTasks;
    private final Frame frame = new Frame();
    private float[] arena = {};

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

    /** Runs a program to its last output. The tokens are no more than the context. */
    long nanos(Program program, int tokens) {
        int count = Math.min(tokens, plan.limits().context());
        int[] zeros = new int[count];
        frame.inputs(zeros, zeros, new int[] {0, count}, 1);
        long floats = ArenaPool.floats(program.plan().arena(), count, frame.longest(), 1);
        if (arena.length < floats) {
            arena = new float[Math.toIntExact(floats)];
        }
        frame.work(
                weights.floats(), weights.plan().halved(), arena, plan.outputs().size() - 1);
        long begin = System.nanoTime();
        program.run(frame, new Alone());
        return System.nanoTime() - begin;
    }
}
