package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.ProgramPlan.ArenaPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Worker;
import java.util.List;

/** A program that asks for something else; it fails when it gets less working memory than it asks for. */
record OtherPlan(ProgramPlan plan, Program program) implements Program {
    static OtherPlan withoutWeights(Program program) {
        return of(program, List.of(), program.plan().arena());
    }

    static OtherPlan withScratch(Program program, long floats) {
        ArenaPlan arena = program.plan().arena();
        return of(
                program,
                program.plan().slots(),
                new ArenaPlan(arena.floatsPerToken(), floats, arena.scratchPerPosition()));
    }

    private static OtherPlan of(Program program, List<Slot> slots, ArenaPlan arena) {
        ProgramPlan plan = program.plan();
        return new OtherPlan(
                new ProgramPlan(
                        plan.model(), plan.lanes(), plan.limits(), slots, plan.weightFloats(), arena, plan.outputs()),
                program);
    }

    @Override
    public void run(Frame frame, Worker worker) {
        if (frame.arena().length < plan.arena().scratchFixed()) {
            throw new IllegalStateException("only " + frame.arena().length + " floats of working memory");
        }
        program.run(frame, worker);
    }
}
