package dev.attar.runtime.workers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The threads of one session. A {@linkplain #begin call} is its caller's own thread and those helpers that have nothing else
 * to do, whenever they are free; it never waits for one to come. There are no more at work, callers included, than the pool's
 * limit: when more callers come, helpers leave at the next step, so that many callers at once each work alone. Helpers are
 * daemon threads, started when first needed, and asleep when there is nothing to do.
 */
public final class WorkerPool implements AutoCloseable {
    private final String name;
    private final int threads;
    private final int processors;
    private final List<Call> open = new ArrayList<>(); // calls that helpers may join
    private final List<Call> resting = new ArrayList<>(); // to be used again
    private int callers;
    private int busy; // helpers that have a place in a call and have not retired
    private boolean closed;
    private volatile PoolThread[] helpers = {};

    // What threads look at without the lock; written under it.
    private volatile int atWork; // callers and busy helpers
    private volatile boolean vacancy; // whether a helper could join a call

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
     * A call of the current thread; to be {@linkplain #end ended}, whatever happens.
     *
     * @throws IllegalStateException when the pool is closed
     */
    public synchronized Call begin() {
        if (closed) {
            throw new IllegalStateException(name + " is closed: open it again, or close it after its last call");
        }
        Call call = resting.isEmpty() ? new Call(this) : resting.removeLast();
        call.begin(Math.max(1, threads - callers));
        callers++;
        count();
        return call;
    }

    /** The call is over, and what it needed can serve another one. */
    public synchronized void end(Call call) {
        call.over = true;
        callers--;
        restIfEmpty(call);
        count();
        if (callers == 0 && closed) {
            notifyAll();
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
        for (PoolThread helper : helpers) {
            helper.stop();
        }
    }

    /** Helpers may join the call from now on. */
    synchronized void open(Call call) {
        open.add(call);
        while (helpers.length < threads - callers && startHelper()) {}
        count();
    }

    /** No helper can join any more. */
    synchronized void shut(Call call) {
        open.remove(call);
        count();
    }

    /** A place in the call that has fewest helpers; null when none is free. */
    synchronized Member join() {
        if (!vacancy) {
            return null;
        }
        Call least = null;
        for (int i = 0; i < open.size(); i++) {
            Call call = open.get(i);
            if (call.hasRoom() && (least == null || call.helpers < least.helpers)) {
                least = call;
            }
        }
        Member place = least.admit();
        busy++;
        count();
        return place;
    }

    /** The helper that held this place has finished the program, or retired. */
    synchronized void leave(Member place) {
        Call call = place.call();
        if (place.counted) {
            busy--;
            open.remove(call); // at its end there is nothing to do for others either
        }
        place.taken = false;
        call.helpers--;
        restIfEmpty(call);
        count();
    }

    /** A member is about to claim a task: the moment to send for a helper that is missing, or between steps to go, if one too many. */
    void claimComes(Member member) {
        if (vacancy) {
            for (PoolThread helper : helpers) {
                if (helper.wake()) {
                    return; // it will wake the next one, when it claims a task
                }
            }
        } else if (!member.inside && member.index() > 0 && atWork > threads) {
            retire(member);
        }
    }

    boolean hasVacancy() {
        return vacancy;
    }

    /** Whether a thread at work may stay awake while it waits. */
    boolean hasProcessorsForAll() {
        return atWork <= processors;
    }

    /** Whether a thread without work may stay awake. */
    boolean hasProcessorToSpare() {
        return atWork < Math.min(threads, processors);
    }

    private synchronized void retire(Member member) {
        if (callers + busy > threads && member.counted) {
            member.counted = false;
            busy--;
            count();
            member.retire();
        }
    }

    private void restIfEmpty(Call call) {
        if (call.over && call.helpers == 0) {
            call.clear();
            if (!closed && resting.size() < Math.max(4, 2 * threads)) {
                resting.add(call);
            }
        }
    }

    private void count() {
        atWork = callers + busy;
        boolean room = false;
        for (int i = 0; i < open.size() && !room; i++) {
            room = open.get(i).hasRoom();
        }
        vacancy = room && callers + busy < threads;
    }

    /** False when the system gives no thread: those there are suffice for right answers. */
    private boolean startHelper() {
        try {
            PoolThread[] more = Arrays.copyOf(helpers, helpers.length + 1);
            more[helpers.length] = PoolThread.start(this, "attar-" + name + "-" + more.length);
            helpers = more;
            return true;
        } catch (OutOfMemoryError _) {
            return false;
        }
    }
}
