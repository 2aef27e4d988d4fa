package dev.attar.runtime.workers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that joins one team after another. Between them it looks out for a moment, then parks and uses no processor. */
final class PoolThread implements Runnable {
    /** How long an idle helper stays awake, because calls often come one after another. */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final boolean looksOut;
    private volatile Thread thread;
    private int index; // written before team, read after it
    private volatile Team team;
    private volatile boolean parked;
    private volatile boolean stopped;

    private PoolThread(boolean looksOut) {
        this.looksOut = looksOut;
    }

    /** @throws OutOfMemoryError when the system gives no thread */
    static PoolThread start(String name, boolean looksOut) {
        PoolThread helper = new PoolThread(looksOut);
        helper.thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(helper);
        helper.thread.start();
        return helper;
    }

    /** Joins the team under this number; only when it is in no other. */
    void join(Team team, int index) {
        this.index = index;
        this.team = team;
        wake();
    }

    /** Ends the thread and waits until it has ended; only when it is in no team. */
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
        while (awaitTeam()) {
            Team joined = team;
            int number = index;
            team = null; // before the work: after it this helper may be in the next team already
            joined.work(number);
        }
    }

    /** False when the helper is stopped instead. */
    private boolean awaitTeam() {
        if (looksOut) {
            Lookout lookout = new Lookout(AWAKE_NANOS);
            while (team == null && !stopped && lookout.staysAwake()) {
                Thread.onSpinWait();
            }
        }
        while (team == null && !stopped) {
            parked = true; // before the look at team below: then either we see it, or join sees us
            if (team == null && !stopped) {
                LockSupport.park(this);
            }
            parked = false;
            Thread.interrupted(); // whoever interrupts a helper: a set flag would make park return at once for ever
        }
        return team != null;
    }

    private void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }
}
