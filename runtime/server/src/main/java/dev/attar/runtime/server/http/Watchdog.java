package dev.attar.runtime.server.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how long a thread waits for a slow client: past the time the thread is interrupted, which closes the socket that a virtual
 * thread is blocked on.
 */
final class Watchdog implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Thread thread = Thread.currentThread();
    private final Future<?> bite;
    private boolean done;

    Watchdog(Duration time) {
        bite = TIMER.schedule(this::bite, Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("attar-slow-clients").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private synchronized void bite() {
        if (!done) {
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        bite.cancel(false);
        synchronized (this) {
            done = true;
        }
        Thread.interrupted(); // the next request of this connection is not to blame
    }
}
