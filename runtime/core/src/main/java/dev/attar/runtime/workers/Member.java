package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Worker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One place among the workers of a call: number 0 is the caller's, the others are for helpers that come and go.
 *
 * <p>A member that waits looks again and again for a moment (steps are short), then parks. It announces itself as parked
 * <em>before</em> it looks for the last time, and whoever changes what it waits for looks for parked members <em>after</em>
 * the change; as all of these are volatile, one of the two sees the other.
 */
final class Member implements Worker {
    /** How long a waiting member stays awake: about what parking and waking would cost. */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** In place of a step's number: this member takes no more part. */
    private static final int GONE = -1;

    private final Call call;
    private final WorkerPool pool;
    private final Steps steps;
    private final int index;
    private final SpinThenPark spinThenPark = new SpinThenPark(AWAKE_NANOS);

    /** The step it is at, and whether it has entered it; its own thread's. */
    int step;

    boolean inside;

    /** Whether a helper holds this place, and whether it counts as at work; guarded by the pool. */
    boolean taken;

    boolean counted;

    private volatile Thread parked; // this member's thread while it is parked, or about to; else null

    Member(Call call, WorkerPool pool, Steps steps, int index) {
        this.call = call;
        this.pool = pool;
        this.steps = steps;
        this.index = index;
    }

    Call call() {
        return call;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int members() {
        return call.most();
    }

    @Override
    public int claim() {
        if (step == GONE) {
            return Steps.NONE;
        }
        call.limit().check();
        pool.claimComes(this);
        return steps.claim(this);
    }

    @Override
    public void barrier() {
        if (step == GONE) {
            return;
        }
        arrive();
        await();
        step = Steps.after(step);
    }

    /** What a helper does with its place. Never throws: the call remembers. */
    void work() {
        begin();
        try {
            call.go(this);
            if (inside) {
                arrive();
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    void begin() {
        step = 0;
        inside = false;
    }

    /** From here on this member gets no task and waits for nobody; only when it is not inside a step. */
    void retire() {
        step = GONE;
    }

    void fail(Throwable thrown) {
        steps.fail(this, thrown);
        call.wakeParked();
    }

    /** Waits until nobody is inside a step any more: the end of the call. */
    void awaitEnd() {
        arrive();
        await();
        if (steps.failed()) {
            step = Steps.OVER;
            await();
        }
    }

    void wakeIfParked() {
        Thread thread = parked;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void arrive() {
        if (steps.arrive(this)) {
            call.wakeParked();
        }
    }

    private void await() {
        spinThenPark.begin();
        while (steps.holds(this)) {
            if (!pool.hasProcessorsForAll() || !spinThenPark.staysAwake()) {
                park();
                return;
            }
        }
    }

    private void park() {
        boolean interrupted = false;
        parked = Thread.currentThread();
        while (steps.holds(this)) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // else park would return at once for as long as we wait
        }
        parked = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
