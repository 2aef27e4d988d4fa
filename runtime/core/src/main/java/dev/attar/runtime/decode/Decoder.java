package dev.attar.runtime.decode;

/**
 * A model that continues sequences of tokens: it gives, for each token, a score of every token that may come next (the logits).
 * A {@link LanguageModel} continues texts, a {@link Translator} continues the translations of sources.
 *
 * <p>Numerics: the logits after a token depend on the tokens of its own sequence alone (and its source). They have the same
 * bits however the sequence was cut into extensions, whatever else was in the batches, on any number of threads, and whether
 * the sequence was forked.
 *
 * <p>Safe for use by many threads at once; one {@link Sequence} is used by one thread at a time.
 */
public interface Decoder {
    /** V, the number of tokens of the vocabulary: how many logits there are for each token. */
    int vocabulary();

    /** The most tokens of a sequence. */
    int context();

    /**
     * The memory that a sequence keeps for each of its tokens, in bytes; 0 where it keeps the token alone. A fork shares it
     * with its parent, as far as both are the same. For those who bound it.
     */
    long bytesPerToken();

    /** Memory is given out for so many tokens at a time: what a sequence keeps is a multiple of that, and so is what a fork adds. */
    default int tokensPerBlock() {
        return 1;
    }

    /**
     * Adds tokens to sequences, each of which gets its tokens and the logits it asked for. Takes from the batch what to do, and
     * leaves logits there; allocates nothing that grows with the number of steps.
     *
     * <p>When this throws, no sequence has changed.
     *
     * @throws dev.attar.runtime.InputException when the model does not accept the batch: a token is none of the vocabulary's, or
     *     a sequence would be longer than the context. Its {@code sequence()} is the place in the batch
     * @throws OutOfMemoryError when there is no memory for the tokens
     * @throws IllegalStateException when a sequence is closed, or is of another decoder, or the model is closed
     * @throws dev.attar.runtime.CallException when the model's options end the call early
     */
    void extend(DecoderBatch batch);
}
