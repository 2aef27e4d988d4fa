package dev.attar.runtime.workers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A thread that helps one call after another. Between them it looks out for a moment, then parks and uses no processor. */
final class PoolThread implements Runnable {
    /** How long an idle helper stays awake, because calls often come one after another. */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final WorkerPool pool;
    private final SpinThenPark spinThenPark = new SpinThenPark(AWAKE_NANOS);
    private final AtomicBoolean parked = new AtomicBoolean(); // until it wakes, or somebody has taken on to wake it
    private volatile Thread thread;
    private volatile boolean stopped;

    private PoolThread(WorkerPool pool) {
        this.pool = pool;
    }

    /** @throws OutOfMemoryError when the system gives no thread */
    static PoolThread start(WorkerPool pool, String name) {
        PoolThread helper = new PoolThread(pool);
        helper.thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(helper);
        helper.thread.start();
        return helper;
    }

    /** Ends the thread when it has left its call, and waits for that. */
    void stop() {
        stopped = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            Member place = pool.join();
            if (place != null) {
                place.work();
                pool.leave(place);
            } else {
                rest();
            }
        }
    }

    /** Wakes the thread; false when it does not sleep, or is being woken. */
    boolean wake() {
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    /** Returns when there may be something to do. */
    private void rest() {
        spinThenPark.begin();
        while (nothingToDo()) {
            if (!pool.hasProcessorToSpare() || !spinThenPark.staysAwake()) {
                park();
                return;
            }
        }
    }

    private void park() {
        parked.set(true); // before the look at the pool: then either we see what is new, or who made it new sees us
        while (parked.get() && nothingToDo()) {
            LockSupport.park(this);
            Thread.interrupted(); // whoever interrupts a helper: a set flag would make park return at once for ever
        }
        parked.set(false);
    }

    private boolean nothingToDo() {
        return !pool.hasVacancy() && !stopped;
    }
}
