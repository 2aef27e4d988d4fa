package dev.attar.runtime.train;

/** Training cannot go on or begin. The message says what is wrong and what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** A loss or a gradient is NaN or infinite. */
        NOT_FINITE,
        /** Settings contradict each other, the model or the data. */
        SETTINGS,
        /** There is a run in the folder already, or it is another one. */
        FOLDER
    }

    private final Reason reason;

    public TrainingException(Reason reason, String what, String hint) {
        super(what + "\nhint: " + hint);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
