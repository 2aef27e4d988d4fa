package dev.attar.cli.bench;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A program whose steps are timed when that is wanted: every step but perhaps the last ends with a barrier, so the times at which
 * the workers come to their barriers and pass them tell how long each step took and how long who waited.
 */
public final class WatchedProgram implements Program {
    private final Program program;
    private final int steps;
    private final int threads;
    private volatile AtomicReferenceArray<StopWatch> watches; // of the members of one call; null: not watched
    private volatile int members;

    /**
     * @param steps the steps of the program, those of each layer counted for each layer
     * @param threads the most workers
     */
    public WatchedProgram(Program program, int steps, int threads) {
        this.program = program;
        this.steps = steps;
        this.threads = threads;
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    /** Begins or ends to time; only between calls. */
    void watch(boolean wanted) {
        watches = wanted ? new AtomicReferenceArray<>(threads) : null; // new: a late worker may still have the last one
    }

    @Override
    public boolean mayBeCut() {
        return watches == null;
    }

    @Override
    public void run(Frame frame, Worker worker) {
        AtomicReferenceArray<StopWatch> all = watches;
        if (all == null) {
            program.run(frame, worker);
            return;
        }
        StopWatch watch = new StopWatch(steps);
        watch.start(worker);
        program.run(frame, watch);
        watch.stop();
        all.set(worker.index(), watch);
        if (worker.index() == 0) {
            members = worker.members();
        }
    }

    /** The times of the call that was just made, of which the caller, worker 0, has seen every step. */
    StepTimes times() {
        AtomicReferenceArray<StopWatch> all = watches;
        List<long[]> done = new ArrayList<>();
        for (int i = 0; i < all.length(); i++) {
            StopWatch watch = all.get(i);
            if (watch != null) {
                done.add(watch.done());
            }
        }
        StopWatch caller = all.get(0);
        return StepTimes.of(caller.begin(), caller.ends(), done.toArray(long[][]::new), members);
    }
}
