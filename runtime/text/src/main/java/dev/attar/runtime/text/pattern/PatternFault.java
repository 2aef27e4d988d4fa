package dev.attar.runtime.text.pattern;

/** A pattern cannot be used, or takes too long on a text. */
public final class PatternFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean atRun;

    private PatternFault(String message, boolean atRun) {
        super(message);
        this.atRun = atRun;
    }

    static PatternFault inPattern(String pattern, int at, String what) {
        return new PatternFault("pattern \"" + shortened(pattern) + "\", character " + at + ": " + what, false);
    }

    static PatternFault tooLong(String pattern, int length) {
        return new PatternFault(
                "the pattern \"" + shortened(pattern) + "\" of the tokenizer takes too many steps on this text of "
                        + length + " characters",
                true);
    }

    /** Whether a text was at fault, not the pattern alone. */
    public boolean atRun() {
        return atRun;
    }

    private static String shortened(String pattern) {
        return pattern.length() <= 120 ? pattern : pattern.substring(0, 120) + "…";
    }
}
