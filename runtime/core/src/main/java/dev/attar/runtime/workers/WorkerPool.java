package dev.attar.runtime.workers;

import java.util.ArrayList;
import java.util.List;

/**
 * The threads of one session. A call {@linkplain #gather gathers} a team: its own thread and those helpers that are idle
 * just then. It never waits for busy ones, and takes no more than leave the threads at work, callers included, within
 * the pool's limit; so many callers at once each work alone. Helpers are daemon threads, started when first needed.
 */
public final class WorkerPool implements AutoCloseable {
    private final String name;
    private final int threads;
    private final int processors;
    private final List<PoolThread> started = new ArrayList<>();
    private final List<PoolThread> idle = new ArrayList<>(); // the last one used is taken first: it may still be awake
    private int callers;
    private int busy;
    private boolean closed;

    /**
     * @param name what messages and thread names call the pool
     * @param threads the most threads that work at once, callers included; at least 1
     */
    public WorkerPool(String name, int threads) {
        this.name = name;
        this.threads = threads;
        this.processors = Runtime.getRuntime().availableProcessors();
    }

    /**
     * A team for one call of the current thread; closing it sets the helpers free.
     *
     * @throws IllegalStateException when the pool is closed
     */
    public synchronized Team gather() {
        if (closed) {
            throw closed();
        }
        int wanted = Math.max(0, threads - callers - 1 - busy);
        List<PoolThread> helpers = wanted == 0 ? List.of() : new ArrayList<>(wanted);
        while (helpers.size() < wanted) {
            PoolThread helper = idle.isEmpty() ? start() : idle.removeLast();
            if (helper == null) {
                break;
            }
            helpers.add(helper);
        }
        Team team = new Team(this, helpers, callers + 1 + busy + helpers.size() <= processors);
        callers++;
        busy += helpers.size();
        return team;
    }

    /** @throws IllegalStateException when the pool is closed */
    public synchronized void checkOpen() {
        if (closed) {
            throw closed();
        }
    }

    /** Waits for the calls in flight, refuses new ones, and ends the threads. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            boolean interrupted = false;
            while (callers > 0) {
                try {
                    wait();
                } catch (InterruptedException _) {
                    interrupted = true; // a half-closed pool would be worse than a late answer
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        started.forEach(PoolThread::stop);
    }

    synchronized void release(List<PoolThread> helpers) {
        busy -= helpers.size();
        idle.addAll(helpers);
        if (--callers == 0 && closed) {
            notifyAll();
        }
    }

    /** A new helper; null when there are enough, or the system gives no thread. */
    private PoolThread start() {
        if (started.size() >= threads - 1) {
            return null;
        }
        try {
            PoolThread helper = PoolThread.start("attar-" + name + "-" + (started.size() + 1), processors > 1);
            started.add(helper);
            return helper;
        } catch (OutOfMemoryError _) { // no more threads: those there are suffice for right answers
            return null;
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException(name + " is closed: open it again, or close it after its last call");
    }
}
