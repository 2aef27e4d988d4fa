package dev.attar.examples.search;

/** What the user gave cannot be used. The message says what is wrong, where, and what to do. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String problem, String hint) {
        this(problem, hint, null);
    }

    Refusal(String problem, String hint, Throwable cause) {
        super(problem + "\nhint: " + hint, cause);
    }
}
