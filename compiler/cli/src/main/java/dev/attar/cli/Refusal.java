package dev.attar.cli;

/** The command line's own way to say no to an input: what is wrong and what to do. Ends in {@link ExitStatus#REFUSED}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message, String hint) {
        super(message + "\nhint: " + hint, null, false, false);
    }
}
