package dev.attar.runtime;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.kernel.ProgramPlan.InputLimits;

/** Whether a model accepts a batch. */
final class InputCheck {
    private InputCheck() {}

    /** @throws InputException for the first token or sequence that the model does not accept */
    static void check(Batch batch, String model, InputLimits limits) {
        if (batch.hasSegments() && limits.segments() == 0) {
            String message = model + " has no segments, but the batch has segment ids: leave them out";
            throw new InputException(Reason.SEGMENTS, -1, -1, message);
        }
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            int length = batch.length(sequence);
            checkLength(sequence, length, model, limits);
            checkIds(batch.ids(), batch.start(sequence), length, sequence, model, limits);
            if (batch.hasSegments()) {
                checkSegments(batch.segments(), batch.start(sequence), length, sequence, model, limits);
            }
        }
    }

    /** @throws InputException when a sequence has no tokens, or more than the model reads */
    static void checkLength(int sequence, int length, String model, InputLimits limits) {
        if (length == 0) {
            throw Batch.emptySequence(sequence);
        }
        if (length > limits.context()) {
            String message = "sequence " + sequence + " has " + length + " tokens; " + model + " reads at most "
                    + limits.context() + ": shorten it, or split it into windows";
            throw new InputException(Reason.SEQUENCE_TOO_LONG, sequence, -1, message);
        }
    }

    /** @throws InputException for the first of {@code length} ids from {@code start} on that is not in the vocabulary */
    static void checkIds(int[] ids, int start, int length, int sequence, String model, InputLimits limits) {
        for (int i = 0; i < length; i++) {
            int id = ids[start + i];
            if (id < 0 || id >= limits.vocabulary()) {
                String message = where(sequence, i) + ": token id " + id + " is outside the vocabulary of " + model
                        + ", 0 to " + (limits.vocabulary() - 1) + ": use the model's own tokenizer";
                throw new InputException(Reason.ID_OUTSIDE_VOCABULARY, sequence, i, message);
            }
        }
    }

    private static void checkSegments(
            int[] segments, int start, int length, int sequence, String model, InputLimits limits) {
        for (int i = 0; i < length; i++) {
            int segment = segments[start + i];
            if (segment < 0 || segment >= limits.segments()) {
                String message = where(sequence, i) + ": segment id " + segment + " is not one of " + model
                        + "'s, 0 to " + (limits.segments() - 1);
                throw new InputException(Reason.SEGMENTS, sequence, i, message);
            }
        }
    }

    private static String where(int sequence, int position) {
        return "sequence " + sequence + ", position " + position;
    }
}
