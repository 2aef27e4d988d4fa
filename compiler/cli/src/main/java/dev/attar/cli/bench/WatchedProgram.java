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
 * the workers come to their barriers tell how long each step took and how long who waited.
 */
public final class WatchedProgram implements Program {
    private final Program program;
    private final int steps;
    private final AtomicReferenceArray<StopWatch> watches;
    private volatile boolean watching;

    /**
     * @param steps the steps of the program, those of each layer counted for each layer
     * @param threads the most workers
     */
    public WatchedProgram(Program program, int steps, int threads) {
        this.program = program;
        this.steps = steps;
        this.watches = new AtomicReferenceArray<>(threads);
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    /** Begins or ends to time; only between calls. */
    void watch(boolean wanted) {
        watching = wanted;
        for (int i = 0; i < watches.length(); i++) {
            watches.set(i, null);
        }
    }

    @Override
    public boolean mayBeCut() {
        return !watching;
    }

    @Override
    public void run(Frame frame, Worker worker) {
        if (!watching) {
            program.run(frame, worker);
            return;
        }
        StopWatch watch = new StopWatch(steps);
        watches.set(worker.index(), watch); // a helper may still be on its way out when the call has ended
        watch.start(worker);
        program.run(frame, watch);
        watch.stop();
    }

    /**
     * The times of the call that was just made.
     *
     * @throws IllegalStateException when the program did not do the steps that it was said to have
     */
    StepTimes times() {
        StopWatch caller = watches.get(0);
        List<long[]> done = new ArrayList<>();
        done.add(caller.allDone());
        for (int i = 1; i < watches.length(); i++) {
            if (watches.get(i) != null) {
                done.add(watches.get(i).done());
            }
        }
        return StepTimes.of(caller.begin(), done.toArray(long[][]::new), watches.length());
    }
}
