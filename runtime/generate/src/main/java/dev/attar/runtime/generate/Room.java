package dev.attar.runtime.generate;

import dev.attar.runtime.generate.GenerationException.Reason;

/**
 * How long one text may become.
 *
 * @param mostNew the most tokens that are generated
 * @param contextLimits whether it is the context that allows no more, and not the settings
 */
record Room(int mostNew, boolean contextLimits) {
    /**
     * The last token that is generated is not read any more, so a text may have one token more than the context.
     *
     * @throws GenerationException when what is given leaves no room
     */
    static Room of(int given, int context, Settings settings) {
        if (given > context) {
            throw new GenerationException(
                    Reason.TOO_LONG,
                    "the prompt has " + given + " tokens, and the model takes " + context + ": shorten it");
        }
        int room = context - given + 1;
        int wanted = settings.mostNew().orElse(settings.mostLength().orElse(Integer.MAX_VALUE) - given);
        if (wanted < 1) {
            throw new GenerationException(
                    Reason.TOO_LONG,
                    "the prompt has " + given + " tokens, and a text may have "
                            + settings.mostLength().getAsInt()
                            + " with it: shorten it, or ask for new tokens by number");
        }
        return new Room(Math.min(room, wanted), room < wanted);
    }
}
