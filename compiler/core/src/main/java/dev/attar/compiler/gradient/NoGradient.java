package dev.attar.compiler.gradient;

/** A model that cannot be trained as asked, with the reason by name. */
public final class NoGradient extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NoGradient(String message) {
        super(message);
    }
}
