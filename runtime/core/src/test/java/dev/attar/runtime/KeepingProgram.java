package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that is never run, of a model that keeps 2 floats for each token and 3 for each token of a source. */
public record KeepingProgram() implements Program {
    /** A session on it. */
    public static Session open() {
        try (Weights none = Weights.of(Map.of())) {
            return Session.open(new KeepingProgram(), none, Options.defaults().withThreads(1));
        }
    }

    @Override
    public ProgramPlan plan() {
        ProgramPlan plain = TokenPlan.of("Tiny", 1, List.of(), 0);
        return new ProgramPlan(
                plain.model(),
                plain.lanes(),
                plain.axes(),
                plain.inputs(),
                plain.slots(),
                plain.weightFloats(),
                new ProgramPlan.State(2, 0, 3),
                plain.entries(),
                Optional.empty());
    }

    @Override
    public void run(Frame frame, Worker worker) {
        throw new UnsupportedOperationException("never run");
    }
}
