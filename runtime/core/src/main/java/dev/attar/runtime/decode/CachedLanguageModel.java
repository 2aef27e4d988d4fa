package dev.attar.runtime.decode;

import dev.attar.runtime.Session;

/** A model without a source that keeps what it has computed. */
final class CachedLanguageModel extends CachedDecoder implements LanguageModel {
    CachedLanguageModel(Session session) {
        super(session);
    }

    @Override
    public Sequence begin() {
        return new CachedSequence(this, null);
    }
}
