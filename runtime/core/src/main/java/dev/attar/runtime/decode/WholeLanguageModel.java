package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.Session;

/** A model without a source on the entry point {@code forward} alone. */
final class WholeLanguageModel extends WholeDecoder implements LanguageModel {
    WholeLanguageModel(Session session) {
        super(session);
        if (Decoders.isTranslator(session)) {
            throw new IllegalArgumentException(session.plan().model() + " reads a source: it is a translator");
        }
    }

    @Override
    public Sequence begin() {
        return new TokenSequence(this, null);
    }

    @Override
    void addSources(CallInputs inputs, DecoderBatch batch, int from, int to) {}
}
