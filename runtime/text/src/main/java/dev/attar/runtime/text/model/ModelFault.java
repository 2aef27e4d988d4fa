package dev.attar.runtime.text.model;

/** The model has no token for a part of a text. */
public final class ModelFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelFault(String message) {
        super(message);
    }

    static ModelFault noUnknown(String token) {
        return new ModelFault("a part of the text is in no token, and the token for what is unknown, "
                + (token == null ? "which the file does not name" : "\"" + token + "\"")
                + ", is not in the vocabulary");
    }
}
