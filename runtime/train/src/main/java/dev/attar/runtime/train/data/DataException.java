package dev.attar.runtime.train.data;

/** Training data is refused. The message says where (file and line), what is wrong, and what to do. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String hint;

    /** @param place the file, and the line where it is one's */
    public DataException(String place, String what, String hint) {
        this(place, what, hint, null);
    }

    public DataException(String place, String what, String hint, Throwable cause) {
        super(place + ": " + what + "\nhint: " + hint, cause);
        this.place = place;
        this.hint = hint;
    }

    /** {@code FILE:LINE}, or the file alone. */
    public String place() {
        return place;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
