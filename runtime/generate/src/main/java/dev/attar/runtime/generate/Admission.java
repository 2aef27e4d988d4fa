package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.generate.GenerationException.Reason;
import java.util.Optional;

/**
 * A text that is to be generated.
 *
 * @param prefix what was read before and is shared; it belongs to its owner
 * @param source of a translation; null: none
 * @param given the tokens that it begins with, those of the prefix included
 * @param room how long it may become
 * @param bytes what its keys and values may need
 */
record Admission(Optional<Sequence> prefix, int[] source, int[] given, Settings settings, Room room, long bytes) {
    /** @throws GenerationException when the decoder cannot do it */
    static Admission of(
            Decoder decoder,
            Optional<Sequence> prefix,
            int[] source,
            int[] given,
            Settings settings,
            long sourceBytes) {
        if (given.length == 0 || source != null && source.length == 0) {
            throw new GenerationException(
                    Reason.EMPTY, (source == null ? "the prompt" : "the source") + " has no tokens: give at least one");
        }
        checkTokens("the prompt", given, decoder.vocabulary());
        for (int token : settings.tokens()) {
            if (token < 0 || token >= decoder.vocabulary()) {
                throw new GenerationException(
                        Reason.SETTINGS,
                        "the settings name token " + token + ", and the vocabulary has 0 to "
                                + (decoder.vocabulary() - 1));
            }
        }
        Room room = Room.of(given.length, decoder.context(), settings);
        long beams = settings.strategy() instanceof Strategy.Beams beam ? beam.count() : 1;
        int block = decoder.tokensPerBlock();
        long added = (long) room.mostNew() + settings.guesses();
        long tokens = beams == 1
                ? inBlocks(given.length + added, block)
                : inBlocks(given.length, block)
                        + beams * inBlocks(added + block - 1, block); // a beam's first is its own
        long bytes =
                tokens * decoder.bytesPerToken() + (source == null ? 0 : inBlocks(source.length, block) * sourceBytes);
        return new Admission(prefix, source, given, settings, room, bytes);
    }

    private static long inBlocks(long tokens, int block) {
        return Math.ceilDiv(tokens, block) * block;
    }

    static void checkTokens(String what, int[] tokens, int vocabulary) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0 || tokens[i] >= vocabulary) {
                throw new GenerationException(
                        Reason.TOKEN,
                        "token " + (i + 1) + " of " + what + " is " + tokens[i] + ", and the vocabulary has 0 to "
                                + (vocabulary - 1));
            }
        }
    }
}
