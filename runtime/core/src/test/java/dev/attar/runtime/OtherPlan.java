package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.List;

/** A program that wants none of the weights, else the same. */
record OtherPlan(ProgramPlan plan, Program program) implements Program {
    static OtherPlan of(Program program) {
        ProgramPlan plan = program.plan();
        return new OtherPlan(
                new ProgramPlan(
                        plan.model(),
                        plan.lanes(),
                        plan.limits(),
                        List.of(),
                        plan.weightFloats(),
                        plan.arena(),
                        plan.outputs()),
                program);
    }

    @Override
    public void run(Frame frame, Worker worker) {
        program.run(frame, worker);
    }
}
