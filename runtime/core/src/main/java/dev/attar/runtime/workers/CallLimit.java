package dev.attar.runtime.workers;

/**
 * When a call ends before it is done. Whoever works on the call looks before each task, helpers too; what is begun is
 * finished, so memory that is used again is nobody's by then.
 *
 * @param interrupted the thread whose interrupt ends the call; null: no interrupt does
 * @param timed whether there is a time to end at
 * @param end that time, as {@link System#nanoTime} counts
 */
public record CallLimit(Thread interrupted, boolean timed, long end) {
    /** No limit. */
    public static final CallLimit NONE = new CallLimit(null, false, 0);

    /** The call has come to its limit. */
    public static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean late;

        Ended(boolean late) {
            super(null, null, false, false);
            this.late = late;
        }

        /** Whether it was the time; otherwise the interrupt. */
        public boolean isLate() {
            return late;
        }
    }

    /** @throws Ended when the limit is reached */
    public void check() {
        if (interrupted != null && interrupted.isInterrupted()) {
            throw new Ended(false);
        }
        if (timed && System.nanoTime() - end >= 0) {
            throw new Ended(true);
        }
    }
}
