package dev.attar.runtime.server.batch;

/** A request is not answered because of the state of the server, or because it asks for too much. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** As many requests as may be are under way. */
        BUSY,
        /** The time that a request may take is over. */
        LATE,
        /** The server is about to end. */
        ENDING,
        /** The texts of the request have too many tokens together. */
        TOO_MANY_TOKENS
    }

    private final Reason reason;
    private final int retryAfter;

    /** @param retryAfter after how many seconds another try may do better; 0: nothing is said */
    public ServiceException(Reason reason, String message, int retryAfter) {
        super(message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** After how many seconds another try may do better; 0: nothing is said. */
    public int retryAfter() {
        return retryAfter;
    }
}
