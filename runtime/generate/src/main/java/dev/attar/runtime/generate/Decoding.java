package dev.attar.runtime.generate;

import dev.attar.runtime.decode.DecoderBatch;
import java.util.List;
import java.util.Optional;

/** One text on its way: what it adds to each step, and what it makes of the logits. */
abstract sealed class Decoding implements AutoCloseable permits SingleDecoding, BeamDecoding {
    /**
     * Adds what the next step is to compute. When the step fails, this is called again.
     *
     * @param most tokens of a prompt that are read in one step
     */
    abstract void addTo(DecoderBatch batch, int most);

    /** How many tokens the model has not read yet: more than one while it reads the prompt. */
    abstract int waiting();

    /** Takes the logits of what was added. */
    abstract void take(DecoderBatch batch);

    /** Why it ended; empty while it goes on. */
    abstract Optional<Finish> finish();

    /** Ends it as it is. */
    abstract void end(Finish why);

    /** The pieces of text that have come since the last call. */
    abstract List<TextPiece> pieces();

    /** The finished texts, best first: one, or those of the best beams. */
    abstract List<Generated> results();

    /** Lets go of what the decoder keeps for it. */
    @Override
    public abstract void close();
}
