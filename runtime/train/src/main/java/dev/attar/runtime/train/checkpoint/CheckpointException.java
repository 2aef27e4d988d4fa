package dev.attar.runtime.train.checkpoint;

/** A checkpoint cannot be written, or is not one of this run. The message says what is wrong and what to do. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String place, String what, String hint) {
        this(place, what, hint, null);
    }

    public CheckpointException(String place, String what, String hint, Throwable cause) {
        super(place + ": " + what + "\nhint: " + hint, cause);
    }
}
