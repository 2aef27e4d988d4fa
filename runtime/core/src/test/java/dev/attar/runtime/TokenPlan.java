package dev.attar.runtime;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.EntryPlan.Output;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.SizeFormula.Size;
import dev.attar.runtime.kernel.SizeFormula.Term;
import dev.attar.runtime.kernel.Slot;
import java.util.ArrayList;
import java.util.List;

/** Plans of programs that have one entry point, which reads token ids and, where it has some, segment ids. */
public final class TokenPlan {
    private TokenPlan() {}

    /** Of a program that computes nothing. */
    public static ProgramPlan of(String model, int lanes, List<Slot> slots, long weightFloats) {
        return of(model, lanes, limits(1, 1, 0), slots, weightFloats, arena(16, 0, 0), List.of());
    }

    public static ProgramPlan of(
            String model,
            int lanes,
            List<ProgramPlan.Input> inputs,
            List<Slot> slots,
            long weightFloats,
            Memory memory,
            List<Output> outputs) {
        return of(model, lanes, 40, inputs, slots, weightFloats, memory, outputs);
    }

    /** @param context the most tokens of a sequence */
    public static ProgramPlan of(
            String model,
            int lanes,
            int context,
            List<ProgramPlan.Input> inputs,
            List<Slot> slots,
            long weightFloats,
            Memory memory,
            List<Output> outputs) {
        List<Integer> numbers = inputs.size() == 1 ? List.of(0) : List.of(0, 1);
        EntryPlan entry =
                new EntryPlan("forward", List.of(0), numbers, memory.arena(), memory.scratch(), true, outputs);
        return new ProgramPlan(
                model,
                lanes,
                List.of(new ProgramPlan.Axis("tokens", context)),
                inputs,
                slots,
                weightFloats,
                List.of(entry));
    }

    /** The same entry point with other slots and other weights. */
    public static ProgramPlan with(ProgramPlan plan, String model, int lanes, List<Slot> slots, long weightFloats) {
        return new ProgramPlan(model, lanes, plan.axes(), plan.inputs(), slots, weightFloats, plan.entries());
    }

    public static List<ProgramPlan.Input> limits(int vocabulary, int context, int segments) {
        List<ProgramPlan.Input> inputs =
                new ArrayList<>(List.of(new ProgramPlan.Input("ids", "token id", 0, vocabulary)));
        if (segments > 0) {
            inputs.add(new ProgramPlan.Input("segments", "segment id", 0, segments));
        }
        return List.copyOf(inputs);
    }

    /** Working memory of a call and of each worker. */
    public record Memory(SizeFormula arena, SizeFormula scratch) {}

    public static Memory arena(long floatsPerToken, long scratchFixed, long scratchPerPosition) {
        return new Memory(
                SizeFormula.perRow(floatsPerToken, 0),
                new SizeFormula(scratchFixed, List.of(new Term(scratchPerPosition, Size.LONGEST, 0))));
    }
}
