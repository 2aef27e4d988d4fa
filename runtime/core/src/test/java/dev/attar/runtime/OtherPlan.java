package dev.attar.runtime;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Worker;
import java.util.List;

/** A program that asks for something else; it fails when it gets less working memory than it asks for. */
record OtherPlan(ProgramPlan plan, Program program) implements Program {
    static OtherPlan withoutWeights(Program program) {
        return of(program, List.of(), program.plan().entries().getFirst().scratch());
    }

    static OtherPlan withScratch(Program program, long floats) {
        SizeFormula scratch = program.plan().entries().getFirst().scratch();
        return of(program, program.plan().slots(), new SizeFormula(floats, scratch.terms()));
    }

    private static OtherPlan of(Program program, List<Slot> slots, SizeFormula scratch) {
        ProgramPlan plan = program.plan();
        EntryPlan entry = plan.entries().getFirst();
        EntryPlan other = new EntryPlan(
                entry.name(), entry.axes(), entry.inputs(), entry.arena(), scratch, entry.separable(), entry.outputs());
        return new OtherPlan(
                new ProgramPlan(
                        plan.model(),
                        plan.lanes(),
                        plan.axes(),
                        plan.inputs(),
                        slots,
                        plan.weightFloats(),
                        List.of(other)),
                program);
    }

    @Override
    public void run(Frame frame, Worker worker) {
        if (frame.arena().length < plan.entries().getFirst().scratch().fixed()) {
            throw new IllegalStateException("only " + frame.arena().length + " floats of working memory");
        }
        program.run(frame, worker);
    }
}
