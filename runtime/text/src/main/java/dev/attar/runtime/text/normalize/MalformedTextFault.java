package dev.attar.runtime.text.normalize;

/** A text is not well-formed UTF-16. */
public final class MalformedTextFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedTextFault(char half, int at) {
        super(String.format("half a surrogate pair (\\u%04X) at char %d", (int) half, at));
    }
}
