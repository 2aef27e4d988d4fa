package dev.attar.runtime.text;

/** A tokenizer file or a text is refused. The message says what is wrong, where, and what to do. */
public final class TextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is. */
    public enum Kind {
        /** The tokenizer file cannot be read. */
        FILE,
        /** The file is no tokenizer file, or asks for what is not supported. */
        FORMAT,
        /** The text is not well formed, or takes a pattern of the tokenizer too many steps. */
        TEXT,
        /** The text has more tokens than the model's context. */
        TOO_LONG
    }

    private static final String HINT = "\nhint: ";

    private final Kind kind;
    private final String hint;

    TextException(Kind kind, String message, String hint) {
        this(kind, message, hint, null);
    }

    TextException(Kind kind, String message, String hint, Throwable cause) {
        super(message + HINT + hint, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /**
     * This refusal with the number of the text among several.
     *
     * @param place which one it is, such as {@code text 3 of 5}; it stands before the message
     */
    public TextException at(String place) {
        String what = getMessage().substring(0, getMessage().length() - HINT.length() - hint.length());
        return new TextException(kind, place + ": " + what, hint, this);
    }

    public Kind kind() {
        return kind;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
