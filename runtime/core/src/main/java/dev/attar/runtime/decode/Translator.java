package dev.attar.runtime.decode;

import java.util.List;

/** A decoder of sequences that each belong to a source, which an encoder has read: Marian, BART, T5 and their relatives. */
public interface Translator extends Decoder {
    /** The most tokens of a source. */
    int sourceContext();

    /** The number of tokens of the source's vocabulary. */
    int sourceVocabulary();

    /** The memory that is kept for each token of a source, in bytes, shared by all forks of its sequence. */
    long bytesPerSourceToken();

    /**
     * Encodes sources, all of them in one call, and gives an empty sequence for each, in the same order. Their owner closes them.
     * No translation has a start token yet: that is the first token that is added.
     *
     * @throws dev.attar.runtime.InputException when the model does not accept the sources
     */
    List<Sequence> begin(List<int[]> sources);
}
