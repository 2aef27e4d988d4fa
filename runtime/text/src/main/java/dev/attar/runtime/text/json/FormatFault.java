package dev.attar.runtime.text.json;

/** A file is not what it should be. The message begins with the place in the file. */
public final class FormatFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FormatFault(String message) {
        super(message);
    }

    public FormatFault(String message, Throwable cause) {
        super(message, cause);
    }
}
