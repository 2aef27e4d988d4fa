package dev.attar.runtime.decode;

import dev.attar.runtime.Session;

/** The decoders of sessions. The session stays the caller's: a decoder works as long as it is open. */
public final class Decoders {
    private Decoders() {}

    /** Whether a session's model reads a source: whether it is a {@link Translator}. */
    public static boolean isTranslator(Session session) {
        return session.plan().inputNumber(WholeTranslator.SOURCE_IDS) >= 0;
    }

    /**
     * A model without a source.
     *
     * @throws IllegalArgumentException when the model has one, or gives no logits
     */
    public static LanguageModel languageModel(Session session) {
        LanguageModel whole = new WholeLanguageModel(session);
        return session.keepsState() ? new CachedLanguageModel(session) : whole;
    }

    /**
     * A model that reads a source.
     *
     * @throws IllegalArgumentException when the model has none, or gives no logits
     */
    public static Translator translator(Session session) {
        Translator whole = new WholeTranslator(session);
        return session.keepsState() ? new CachedTranslator(session) : whole;
    }

    /**
     * A model without a source that keeps nothing but tokens and computes each sequence anew in each step: slow, and for a test
     * what every other decoder must agree with, bit for bit.
     *
     * @throws IllegalArgumentException when the model has a source, or gives no logits
     */
    public static LanguageModel wholeLanguageModel(Session session) {
        return new WholeLanguageModel(session);
    }

    /**
     * A model that reads a source, keeps nothing but tokens and computes each sequence and its source anew in each step.
     *
     * @throws IllegalArgumentException when the model has no source, or gives no logits
     */
    public static Translator wholeTranslator(Session session) {
        return new WholeTranslator(session);
    }
}
