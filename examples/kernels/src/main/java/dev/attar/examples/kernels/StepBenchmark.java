package dev.attar.examples.kernels;

import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step of the model in all its layers, on one thread: the generated program, with nothing to do in the other steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    private static final int ALIGNMENT = 64;

    /** A step's number, as the generated source has it; {@link Kernels} knows which there are. */
    @Param("1")
    public String step;

    /** Tokens of the one sequence. */
    @Param({"8", "32", "128"})
    public int tokens;

    private Program program;
    private Frame frame;
    private OneStep worker;

    /** For JMH. */
    public StepBenchmark() {}

    /** Compiles the model and runs all of it once, so that the step finds numbers as in a call. */
    @Setup
    public void prepare() {
        Model model = Model.open();
        program = model.program();
        frame = frame(model);
        boolean[] chosen = new boolean[model.executed().size()];
        Arrays.fill(chosen, true);
        OneStep all = new OneStep(chosen);
        program.run(frame, all);
        if (all.steps() != chosen.length) {
            throw new IllegalStateException(all.steps() + " steps were executed, not " + chosen.length);
        }
        for (int i = 0; i < chosen.length; i++) {
            ExecutedStep executed = model.executed().get(i);
            chosen[i] = executed.number().equals(step);
        }
        worker = new OneStep(chosen);
    }

    private Frame frame(Model model) {
        ProgramPlan plan = program.plan();
        EntryPlan entry = plan.entry("forward");
        Frame filled = new Frame();
        filled.begin(plan.entryNumber("forward"), 1);
        filled.axis(plan.axisNumber("tokens"), new int[] {0, tokens});
        filled.indices(plan.inputNumber("ids"), model.ids(tokens));
        if (plan.inputNumber("segments") >= 0) {
            filled.indices(plan.inputNumber("segments"), new int[tokens]);
        }
        int shared = Math.toIntExact(entry.arena().floats(filled));
        int scratch = Math.toIntExact(entry.scratch().floats(filled));
        filled.work(
                weights(plan.weightFloats()),
                plan.narrowPanels(),
                new float[shared + scratch],
                shared,
                scratch,
                model.output());
        return filled;
    }

    /** Small numbers of both signs; packed weights hold nothing else. */
    private static MemorySegment weights(long floats) {
        MemorySegment weights = Arena.ofAuto().allocate(floats * Float.BYTES, ALIGNMENT);
        SplittableRandom random = new SplittableRandom(1);
        for (long i = 0; i < floats; i++) {
            weights.setAtIndex(ValueLayout.JAVA_FLOAT, i, (random.nextFloat() - 0.5f) / 8);
        }
        return weights;
    }

    /** The step, once for each layer. */
    @Benchmark
    public float[] run() {
        worker.begin();
        program.run(frame, worker);
        return frame.arena();
    }
}
