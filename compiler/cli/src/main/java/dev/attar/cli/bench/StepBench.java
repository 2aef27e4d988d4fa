package dev.attar.cli.bench;

import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Target;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
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
    private final Watched model;

    private StepBench(LoopProgram loops, List<ExecutedStep> executed, int output, Watched model) {
        this.loops = loops;
        this.executed = executed;
        this.output = output;
        this.model = model;
    }

    /**
     * @param loops what the program was printed from
     * @param output index of the output to compute
     */
    public static StepBench onProcessor(
            LoopProgram loops, Program compiled, Weights weights, Options options, int output) {
        List<ExecutedStep> executed = ExecutedStep.upTo(loops.entries().getFirst(), output);
        return new StepBench(
                loops, executed, output, new WatchedProcessor(compiled, executed.size(), weights, options));
    }

    /**
     * @param loops what the program was made from; how they are scheduled does not matter
     * @param programs for the self-test of the device
     */
    public static StepBench onDevice(
            LoopProgram loops,
            DeviceProgram compiled,
            Function<Width, Program> programs,
            Weights weights,
            Target.OpenCl target,
            int output) {
        List<ExecutedStep> executed = ExecutedStep.upTo(loops.entries().getFirst(), output);
        return new StepBench(
                loops, executed, output, new WatchedDevice(compiled, programs, executed.size(), weights, target));
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
        Batch batch = workload.batch(
                model.plan().inputs().get(model.plan().inputNumber("ids")).limit());
        WarmUp.run(() -> both(batch), warmUp, listener);
        OptionalDouble before = model.peak();
        List<Double> whole = new ArrayList<>();
        List<Double> outside = new ArrayList<>();
        List<StepTimes> times = new ArrayList<>();
        long begin = System.nanoTime();
        while (rounds > 0 ? times.size() < rounds : wantsMore(times.size(), System.nanoTime() - begin)) {
            listener.at("measuring " + workload.describe(), times.size(), rounds);
            whole.add(call(batch) / 1e9);
            long watchedSince = System.nanoTime();
            StepTimes steps = model.watch(() -> model.session().run(batch, output));
            times.add(steps);
            outside.add((System.nanoTime() - watchedSince - steps.total()) / 1e9);
        }
        // The machine may have slowed down for a while: of two measurements the better one is nearer to what it can do.
        OptionalDouble peak =
                DoubleStream.concat(before.stream(), model.peak().stream()).max();
        return result(workload, Samples.of(whole), Samples.of(outside), times, peak);
    }

    private static boolean wantsMore(int rounds, long nanos) {
        return rounds < FEWEST_ROUNDS || rounds < MOST_ROUNDS && nanos < ENOUGH_SECONDS * 1e9;
    }

    private long call(Batch batch) {
        long begin = System.nanoTime();
        model.session().run(batch, output);
        return System.nanoTime() - begin;
    }

    private void both(Batch batch) {
        call(batch);
        model.watch(() -> model.session().run(batch, output));
    }

    private Measurement result(
            Workload workload, Samples whole, Samples outside, List<StepTimes> times, OptionalDouble peak) {
        List<Measurement.Step> steps = new ArrayList<>();
        for (StepGroup group : StepGroup.of(executed)) {
            steps.add(group.measured(loops, workload, times));
        }
        var plan = model.plan();
        return new Measurement(
                new Measurement.Target(
                        plan.model(),
                        model.how(),
                        model.lanes(),
                        plan.entries().getFirst().outputs().get(output).name()),
                workload,
                model.threads(),
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
        model.close();
    }
}
