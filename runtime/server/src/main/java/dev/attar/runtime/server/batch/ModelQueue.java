package dev.attar.runtime.server.batch;

import dev.attar.runtime.server.batch.ServiceException.Reason;

/** The places of a model's requests: those that are computed and those that wait. */
public final class ModelQueue {
    private static final double SHARE = 0.1; // of the newest interval in the mean

    private final String name;
    private final int most;
    private int taken;
    private double secondsBetweenEnds;
    private long lastEnd;

    public ModelQueue(String name, int most) {
        this.name = name;
        this.most = most;
    }

    /**
     * Takes a place.
     *
     * @throws ServiceException when there is none
     */
    public synchronized void enter() {
        if (taken >= most) {
            throw new ServiceException(
                    Reason.BUSY,
                    most + " requests of " + name + " are under way, the most that there may be: try again later",
                    retryAfter());
        }
        if (taken == 0) {
            lastEnd = System.nanoTime(); // the model was idle
        }
        taken++;
    }

    /** Gives the place back. */
    public synchronized void leave() {
        taken--;
        long now = System.nanoTime();
        secondsBetweenEnds += SHARE * ((now - lastEnd) / 1e9 - secondsBetweenEnds);
        lastEnd = now;
    }

    /** How many requests are under way. */
    public synchronized int taken() {
        return taken;
    }

    /** The time in which half of the places become free, at the pace of late. */
    private int retryAfter() {
        return (int) Math.clamp(Math.ceil(secondsBetweenEnds * most / 2), 1, 60);
    }
}
