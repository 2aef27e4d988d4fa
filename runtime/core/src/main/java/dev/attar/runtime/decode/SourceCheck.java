package dev.attar.runtime.decode;

import dev.attar.runtime.InputException;
import dev.attar.runtime.InputException.Reason;
import java.util.List;

/** Whether a translator accepts what it is to read. */
final class SourceCheck {
    private SourceCheck() {}

    /**
     * @param context the most tokens of a source
     * @param vocabulary token ids are 0 to vocabulary - 1
     * @throws InputException for the first source that is empty or too long, or token that is none of the vocabulary's
     */
    static void check(List<int[]> sources, String model, int context, int vocabulary) {
        for (int i = 0; i < sources.size(); i++) {
            int[] source = sources.get(i);
            if (source.length == 0) {
                throw new InputException(Reason.EMPTY_SEQUENCE, i, -1, "source " + i + " is empty");
            }
            if (source.length > context) {
                throw new InputException(
                        Reason.SEQUENCE_TOO_LONG,
                        i,
                        context,
                        "source " + i + " has " + source.length + " tokens, and " + model + " takes " + context);
            }
            for (int t = 0; t < source.length; t++) {
                if (source[t] < 0 || source[t] >= vocabulary) {
                    throw new InputException(
                            Reason.ID_OUTSIDE_VOCABULARY,
                            i,
                            t,
                            "source " + i + ", position " + t + ": token id " + source[t]
                                    + " is none of the vocabulary's 0 to " + (vocabulary - 1));
                }
            }
        }
    }
}
