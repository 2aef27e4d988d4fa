package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A program whose steps are timed when that is wanted: every step but perhaps the last ends with a barrier, so the times at which
 * the workers come to their barriers tell how long each step took and how long who waited.
 */
public final class WatchedProgram implements Program {
    private final Program program;
    private final int steps;
    private volatile Recording recording; // null: nobody watches

    /** What is noted of one call. A worker that comes after its end still notes it here, and not in the next call. */
    private record Recording(Queue<StopWatch> watches) {}

    /** @param steps the steps of the program, those of each layer counted for each layer */
    public WatchedProgram(Program program, int steps) {
        this.program = program;
        this.steps = steps;
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    @Override
    public boolean mayBeCut() {
        return recording == null && program.mayBeCut();
    }

    @Override
    public void run(Frame frame, Worker worker) {
        Recording noted = recording;
        if (noted == null) {
            program.run(frame, worker);
            return;
        }
        StopWatch watch = new StopWatch(steps, worker);
        noted.watches.add(watch);
        program.run(frame, watch);
        watch.leave();
    }

    /**
     * The times of one call of this program.
     *
     * @param threads that the call can have
     * @throws IllegalStateException when the program does not do the steps that it was said to have
     */
    StepTimes watch(Runnable call, int threads) {
        Recording noted = new Recording(new ConcurrentLinkedQueue<>());
        recording = noted;
        try {
            call.run();
        } finally {
            recording = null;
        }
        // The caller goes through all steps; who came late may still be at the first ones and has no part in any.
        int barriers = 0;
        long begin = Long.MAX_VALUE;
        for (StopWatch watch : noted.watches) {
            if (steps > 0 && watch.entered(0) != StopWatch.ABSENT) {
                begin = Math.min(begin, watch.entered(0));
            }
            barriers = Math.max(barriers, watch.barriers());
        }
        if (barriers < steps - 1) {
            throw new IllegalStateException(
                    "the program has " + steps + " steps, but its workers met " + barriers + " times");
        }
        return StepTimes.of(begin, steps, threads, noted.watches);
    }
}
