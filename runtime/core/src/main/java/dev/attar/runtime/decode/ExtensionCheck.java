package dev.attar.runtime.decode;

import dev.attar.runtime.InputException;
import dev.attar.runtime.InputException.Reason;

/** Whether a decoder accepts what a batch adds to its sequences. */
final class ExtensionCheck {
    private ExtensionCheck() {}

    /**
     * @param context the most tokens of a sequence
     * @param vocabulary token ids are 0 to vocabulary - 1
     * @throws InputException for the first sequence that would be too long, or token that is none of the vocabulary's
     */
    static void check(DecoderBatch batch, String model, int context, int vocabulary) {
        for (int i = 0; i < batch.count(); i++) {
            int before = batch.sequence(i).length();
            int length = before + batch.length(i);
            if (length > context) {
                throw new InputException(
                        Reason.SEQUENCE_TOO_LONG,
                        i,
                        context,
                        "sequence " + i + " would have " + length + " tokens, and " + model + " takes " + context);
            }
            for (int t = 0; t < batch.length(i); t++) {
                int id = batch.ids()[batch.starts()[i] + t];
                if (id < 0 || id >= vocabulary) {
                    throw new InputException(
                            Reason.ID_OUTSIDE_VOCABULARY,
                            i,
                            before + t,
                            "sequence " + i + ", position " + (before + t) + ": token id " + id
                                    + " is none of the vocabulary's 0 to " + (vocabulary - 1));
                }
            }
        }
    }
}
