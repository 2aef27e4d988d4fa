package dev.attar.runtime;

/** A call that the caller's {@link Options} have ended, or whose answer they do not accept. The session is as good as before. */
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The calling thread was interrupted, and {@link Options#interruptible} is set. It is interrupted still. */
        INTERRUPTED,
        /** The call took longer than {@link Options#longestCall}. */
        LATE,
        /** A value of the output is NaN or infinite, and {@link Options#finiteOutputs} is set. */
        NOT_FINITE
    }

    private final Reason reason;

    public CallException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
