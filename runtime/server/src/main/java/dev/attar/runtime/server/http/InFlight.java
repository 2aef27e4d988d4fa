package dev.attar.runtime.server.http;

import dev.attar.runtime.server.batch.ServiceException;
import dev.attar.runtime.server.batch.ServiceException.Reason;
import java.time.Duration;

/** The requests that are answered now, and whether others may come: what an orderly end waits for. */
public final class InFlight {
    private int count;
    private boolean ending;

    /** @throws ServiceException when the server is ending */
    synchronized void enter() {
        if (ending) {
            throw new ServiceException(Reason.ENDING, "the server is ending: try another one", 1);
        }
        count++;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    /** Whether the server is ending. */
    public synchronized boolean isEnding() {
        return ending;
    }

    /**
     * Lets no more requests come, and waits for those that have.
     *
     * @return how many are still there after this time
     */
    public synchronized int end(Duration patience) {
        ending = true;
        long until = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis();
                    count > 0 && left > 0;
                    left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return count;
    }
}
