package dev.attar.runtime.batches;

import dev.attar.runtime.InputException;
import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.InputNames;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.List;

/** Whether an entry point accepts what a call is given. */
public final class InputCheck {
    /** The label of what has none. */
    private static final int IGNORED = -100;

    private InputCheck() {}

    /** @throws InputException for the first sequence or value of a call that its entry point does not accept */
    public static void check(Frame call, ProgramPlan plan) {
        EntryPlan entry = plan.entries().get(call.entry());
        checkState(call, plan, entry);
        for (int i = 0; i < entry.axes().size(); i++) { // by place: an iterator would be allocated at each call
            int axis = entry.axes().get(i);
            if (!call.hasAxis(axis)) {
                throw missing(plan, plan.axes().get(axis).name(), entry);
            }
            int[] starts = call.starts(axis);
            for (int sequence = 0; sequence < call.sequences(); sequence++) {
                checkLength(sequence, starts[sequence + 1] - starts[sequence], plan, axis);
            }
        }
        for (int i = 0; i < entry.inputs().size(); i++) {
            int input = entry.inputs().get(i);
            ProgramPlan.Input declared = plan.inputs().get(input);
            if (!call.hasInput(input)) {
                throw missing(plan, declared.name(), entry);
            }
            if (declared.kind() == ProgramPlan.Input.Kind.WORDS) {
                continue; // any bits, and none for each sequence
            }
            int[] values = call.indices(input);
            int[] starts = declared.axis() < 0 ? null : call.starts(declared.axis());
            for (int sequence = 0; sequence < call.sequences(); sequence++) {
                int first = starts == null ? sequence : starts[sequence];
                int length = starts == null ? 1 : starts[sequence + 1] - first;
                checkValues(values, first, length, sequence, plan.model(), declared, declared.limit(call));
            }
        }
    }

    private static void checkState(Frame call, ProgramPlan plan, EntryPlan entry) {
        boolean keeps = false;
        for (int i = 0; i < entry.inputs().size(); i++) {
            keeps |= plan.inputs().get(entry.inputs().get(i)).limit() < 0;
        }
        if (!keeps) {
            return;
        }
        if (call.slots() == 0) {
            throw missing(plan, "memory for what is kept", entry);
        }
    }

    private static InputException missing(ProgramPlan plan, String name, EntryPlan entry) {
        if (name.equals(InputNames.SOURCE_TOKENS)) {
            String message = plan.model() + " translates: give a source for each sequence (Batch.withSource)";
            return new InputException(Reason.SOURCE, -1, -1, message);
        }
        String message = plan.model() + " needs " + name + " for " + entry.name();
        return new InputException(Reason.MISSING_INPUT, -1, -1, message);
    }

    /** @throws InputException when an entry point needs more than tokens */
    public static void checkTokensSuffice(ProgramPlan plan, int entry, int tokens) {
        List<Integer> axes = plan.entries().get(entry).axes();
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i) != tokens) {
                throw missing(
                        plan,
                        plan.axes().get(axes.get(i)).name(),
                        plan.entries().get(entry));
            }
        }
    }

    public static InputException emptySequence(int sequence) {
        String message = "sequence " + sequence + " is empty: give at least one token, or leave the sequence out";
        return new InputException(Reason.EMPTY_SEQUENCE, sequence, -1, message);
    }

    /** @throws InputException when a sequence has no rows along an axis, or more than the model reads */
    public static void checkLength(int sequence, int length, ProgramPlan plan, int axis) {
        if (length == 0) {
            throw emptySequence(sequence);
        }
        ProgramPlan.Axis declared = plan.axes().get(axis);
        if (length > declared.most()) {
            String message = "sequence " + sequence + " has " + length + " " + declared.words() + "; " + plan.model()
                    + " reads at most " + declared.most() + ": shorten it, or split it into windows";
            throw new InputException(Reason.SEQUENCE_TOO_LONG, sequence, -1, message);
        }
    }

    /** @throws InputException for the first value of a single sequence that is outside of what the input always has */
    public static void checkValues(int[] values, int length, String model, ProgramPlan.Input declared) {
        checkValues(values, 0, length, 0, model, declared, declared.limit());
    }

    private static void checkValues(
            int[] values, int start, int length, int sequence, String model, ProgramPlan.Input declared, int limit) {
        for (int i = 0; i < length; i++) {
            int value = values[start + i];
            boolean ignored = declared.kind() == ProgramPlan.Input.Kind.LABEL && value == IGNORED;
            if ((value < 0 || value >= limit) && !ignored) {
                throw refused(value, sequence, i, model, declared, limit);
            }
        }
    }

    private static InputException refused(
            int value, int sequence, int position, String model, ProgramPlan.Input declared, int limit) {
        String found = "sequence " + sequence + ", position " + position + ": " + declared.what() + " " + value;
        String range = "0 to " + (limit - 1);
        return switch (declared.name()) {
            case InputNames.IDS, InputNames.OF_SOURCE + InputNames.IDS ->
                new InputException(
                        Reason.ID_OUTSIDE_VOCABULARY,
                        sequence,
                        position,
                        found + " is outside the vocabulary of " + model + ", " + range
                                + ": use the model's own tokenizer");
            case InputNames.SEGMENTS, InputNames.OF_SOURCE + InputNames.SEGMENTS ->
                new InputException(
                        Reason.SEGMENTS, sequence, position, found + " is not one of " + model + "'s, " + range);
            default ->
                new InputException(
                        Reason.OUT_OF_RANGE, sequence, position, found + " is not one of " + model + "'s, " + range);
        };
    }
}
