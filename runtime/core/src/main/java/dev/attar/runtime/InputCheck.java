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
            if (length > limits.context()) {
                String message = "sequence " + sequence + " has " + length + " tokens; " + model + " reads at most "
                        + limits.context() + ": shorten it, or split it into windows";
                throw new InputException(Reason.SEQUENCE_TOO_LONG, sequence, -1, message);
            }
            checkIds(batch, sequence, model, limits);
        }
    }

    private static void checkIds(Batch batch, int sequence, String model, InputLimits limits) {
        int[] ids = batch.ids();
        int[] segments = batch.segments();
        int start = batch.start(sequence);
        for (int i = start; i < start + batch.length(sequence); i++) {
            if (ids[i] < 0 || ids[i] >= limits.vocabulary()) {
                String message = where(sequence, i - start) + ": token id " + ids[i] + " is outside the vocabulary of "
                        + model + ", 0 to " + (limits.vocabulary() - 1) + ": use the model's own tokenizer";
                throw new InputException(Reason.ID_OUTSIDE_VOCABULARY, sequence, i - start, message);
            }
            if (segments != null && (segments[i] < 0 || segments[i] >= limits.segments())) {
                String message = where(sequence, i - start) + ": segment id " + segments[i] + " is not one of " + model
                        + "'s, 0 to " + (limits.segments() - 1);
                throw new InputException(Reason.SEGMENTS, sequence, i - start, message);
            }
        }
    }

    private static String where(int sequence, int position) {
        return "sequence " + sequence + ", position " + position;
    }
}
