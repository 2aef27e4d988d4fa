package dev.attar.cli.bench;

import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A program made ready to be measured. Whole calls are timed by themselves, steps in other calls that take turns with them, so
 * looking at the steps changes nothing in the time of the whole.
 */
public final class StepBench implements AutoCloseable {
    private static final int FEWEST_ROUNDS = 7;
    private static final int MOST_ROUNDS = 1001;
    private static final double ENOUGH_SECONDS = 3;

    private final LoopProgram loops;
    private final List<ExecutedStep> executed;
    private final int output;
    private final int threads;
    private final WatchedProgram program;
    private final Session session;

    /**
     * @param loops what the program was printed from
     * @param output index of the output to compute
     */
    public StepBench(LoopProgram loops, Program compiled, Weights weights, Options options, int output) {
        this.loops = loops;
        this.executed = ExecutedStep.upTo(loops, output);
        this.output = output;
        this.threads = options.threads();
        this.program = new WatchedProgram(compiled, executed.size(), threads);
        this.session = Session.open(program, weights, options);
    }

    /** Where a measurement is. */
    public interface Listener {
        /** @param done of {@code all}; which may be 0: not known */
        void at(String what, long done, long all);
    }

    /**
     * @param rounds how many, or 0: as many as fit into a few seconds
     * @param warmUp the most seconds to warm up
     */
    public Measurement measure(Workload workload, int rounds, double warmUp, Listener listener) {
        Batch batch = workload.batch(program.plan().limits().vocabulary());
        WarmUp.run(() -> both(batch), warmUp, listener);
        OptionalDouble before = peak();
        List<Double> whole = new ArrayList<>();
        List<Double> outside = new ArrayList<>();
        List<StepTimes> times = new ArrayList<>();
        long begin = System.nanoTime();
        while (rounds > 0 ? times.size() < rounds : wantsMore(times.size(), System.nanoTime() - begin)) {
            listener.at("measuring " + workload.describe(), times.size(), rounds);
            whole.add(call(batch) / 1e9);
            program.watch(true);
            long watched = call(batch);
            StepTimes steps = program.times();
            program.watch(false);
            times.add(steps);
            outside.add((watched - steps.total()) / 1e9);
        }
        // The machine may have slowed down for a while: of two measurements the better one is nearer to what it can do.
        OptionalDouble peak =
                DoubleStream.concat(before.stream(), peak().stream()).max();
        return result(workload, Samples.of(whole), Samples.of(outside), times, peak);
    }

    private static boolean wantsMore(int rounds, long nanos) {
        return rounds < FEWEST_ROUNDS || rounds < MOST_ROUNDS && nanos < ENOUGH_SECONDS * 1e9;
    }

    private OptionalDouble peak() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? OptionalDouble.of(FmaPeak.measure(threads)) : OptionalDouble.empty();
    }

    private long call(Batch batch) {
        long begin = System.nanoTime();
        session.run(batch, output);
        return System.nanoTime() - begin;
    }

    private void both(Batch batch) {
        call(batch);
        program.watch(true);
        call(batch);
        program.watch(false);
    }

    private Measurement result(
            Workload workload, Samples whole, Samples outside, List<StepTimes> times, OptionalDouble peak) {
        List<Measurement.Step> steps = new ArrayList<>();
        for (StepGroup group : StepGroup.of(executed)) {
            steps.add(group.measured(loops, workload, times));
        }
        var plan = program.plan();
        return new Measurement(
                new Measurement.Target(
                        plan.model(), plan.lanes(), plan.outputs().get(output).name()),
                workload,
                threads,
                times.size(),
                whole.median(),
                whole.quantile(0.25),
                whole.quantile(0.75),
                steps.stream().mapToLong(Measurement.Step::flops).sum(),
                peak,
                steps,
                outside.median());
    }

    @Override
    public void close() {
        session.close();
    }
}
