package dev.attar.cli.bench;

import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.OptionalDouble;

/** A model on the processor. */
final class WatchedProcessor implements Watched {
    private final WatchedProgram program;
    private final Session session;
    private final int threads;

    WatchedProcessor(Program compiled, int steps, Weights weights, Options options) {
        this.program = new WatchedProgram(compiled, steps);
        this.session = Session.open(program, weights, options);
        this.threads = options.threads();
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public StepTimes watch(Runnable call) {
        return program.watch(call, threads);
    }

    @Override
    public OptionalDouble peak() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? OptionalDouble.of(FmaPeak.measure(threads)) : OptionalDouble.empty();
    }

    @Override
    public String how() {
        return (threads == 1 ? "1 thread" : threads + " threads") + ", "
                + (lanes() == 1 ? "plain Java" : "vectors of " + lanes() + " floats");
    }

    @Override
    public int lanes() {
        return plan().lanes();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public void close() {
        session.close();
    }
}
