package dev.attar.runtime.workers;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the members of a team meet: the counter of tasks, the barrier between steps, the end.
 *
 * <p>Why what is written before a barrier is seen after it: each member's {@code arrived} increment is a volatile access,
 * so the last to arrive sees what all others wrote before theirs; it then writes {@code phase}, and the others go on only
 * after they have read it.
 *
 * <p>A member that waits looks again and again for a moment (steps are short), then parks. It announces itself as
 * parked <em>before</em> it looks for the last time, and whoever changes what it waits for looks for parked members
 * <em>after</em> the change; as all of these are volatile, one of the two sees the other.
 */
final class Meeting {
    /** How long a waiting member stays awake: about what parking and waking would cost. */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** In place of a phase: waiting for all members to leave. */
    private static final int END = -1;

    private final Member[] members;
    private final boolean spins;
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile int phase;

    /**
     * @param size members, 2 or more
     * @param spins whether there are processors enough that waiting members may stay awake
     */
    Meeting(int size, boolean spins) {
        this.members = new Member[size];
        this.spins = spins;
        for (int i = 0; i < size; i++) {
            members[i] = new Member(this, i);
        }
    }

    Member member(int index) {
        return members[index];
    }

    int claim() {
        return claimed.getAndIncrement();
    }

    /** Returns when all members are here; the tasks then begin at 0. */
    void barrier(Member member) {
        int now = phase; // cannot change before this member arrives
        if (failure.get() != null) {
            throw cancelled();
        }
        if (arrived.incrementAndGet() == members.length) {
            arrived.set(0);
            claimed.set(0);
            phase = now + 1 & Integer.MAX_VALUE;
            wakeParked();
            return;
        }
        await(member, now);
        if (phase != now) {
            return;
        }
        if (failure.get() != null) {
            throw cancelled();
        }
        throw new IllegalStateException("a member of the team left the program while others wait at a barrier");
    }

    /** Remembers the first failure and sets free all who wait at the barrier. */
    void fail(Throwable thrown) {
        if (failure.compareAndSet(null, thrown)) {
            wakeParked();
        }
    }

    /** The first failure; null when there was none. */
    Throwable failure() {
        return failure.get();
    }

    /** The calling member has finished the program, well or not. */
    void leave() {
        left.incrementAndGet();
        wakeParked();
    }

    /** Member 0 waits until all have left. */
    void awaitEnd() {
        await(members[0], END);
    }

    /**
     * Whether there is nothing new for one who waits at the barrier since phase {@code now}. When somebody has left, the
     * phase is looked at once more: it moved before anybody could pass this barrier and leave.
     */
    private boolean waiting(int now) {
        if (now == END) {
            return left.get() < members.length;
        }
        return phase == now && failure.get() == null && left.get() == 0;
    }

    private void await(Member member, int now) {
        if (spins) {
            Lookout lookout = new Lookout(AWAKE_NANOS);
            while (waiting(now) && lookout.staysAwake()) {
                Thread.onSpinWait();
            }
        }
        if (!waiting(now)) {
            return;
        }
        boolean interrupted = false;
        member.parked = Thread.currentThread();
        while (waiting(now)) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // else park would return at once for as long as we wait
        }
        member.parked = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeParked() {
        for (Member member : members) {
            Thread thread = member.parked;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    private static CancellationException cancelled() {
        return new CancellationException("another member of the team failed");
    }
}
