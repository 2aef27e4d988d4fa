package dev.attar.runtime.generate;

/** A text is refused, or cannot go on. {@link #reason()} says why; the message adds what to do. */
public final class GenerationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The prompt, or the source, has no tokens. */
        EMPTY,
        /** A prompt has as many tokens as the context, or more; or a source has more. */
        TOO_LONG,
        /** A token that the vocabulary does not have. */
        TOKEN,
        /** It would need more memory than there is for all texts. */
        MEMORY,
        /** As many texts as there may be are under way. */
        BUSY,
        /** Settings that this model cannot follow. */
        SETTINGS,
        /** Every token is forbidden, or the model gave no numbers. */
        NO_TOKEN
    }

    private final Reason reason;

    GenerationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    GenerationException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
