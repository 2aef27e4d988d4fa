package dev.attar.examples.kernels;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole call with one sequence. With the gc profiler: what it allocates besides its result. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {
    /** Threads of the session. */
    @Param({"1", "2"})
    public int threads;

    /** Tokens of the one sequence. */
    @Param({"8", "32", "128"})
    public int tokens;

    private Session session;
    private Batch batch;
    private int output;

    /** For JMH. */
    public CallBenchmark() {}

    /** Compiles the model and loads random weights. */
    @Setup
    public void prepare() {
        Model model = Model.open();
        try (Weights weights = model.weights()) {
            session = Session.open(model.program(), weights, Options.defaults().withThreads(threads));
        }
        batch = Batch.of(model.ids(tokens));
        output = model.output();
    }

    /** Lets go of the weights. */
    @TearDown
    public void end() {
        session.close();
    }

    /** The call. */
    @Benchmark
    public Matrix run() {
        return session.run(batch, output);
    }
}
