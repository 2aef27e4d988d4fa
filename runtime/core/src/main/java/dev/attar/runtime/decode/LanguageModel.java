package dev.attar.runtime.decode;

/** A decoder of texts without a source: GPT, Llama and their relatives. */
public interface LanguageModel extends Decoder {
    /** An empty sequence, which its owner closes. */
    Sequence begin();
}
