package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import java.util.Arrays;

/**
 * One call of a program, and everything that it needs besides its arena; used again for a later one. The caller begins at
 * once; helpers join when they are free, and none is waited for unless it has a task.
 */
public final class Call {
    private final WorkerPool pool;
    private final Frame frame = new Frame();
    private final SingleWorker alone = new SingleWorker();
    private final Steps steps = new Steps();
    private volatile Member[] members = {};
    private Program program;
    private int[] copy = {};
    private final int[] starts = {0, 0};
    private int most;
    private CallLimit limit = CallLimit.NONE;

    /** Helpers that hold a place, and whether the caller has left; guarded by the pool. */
    int helpers;

    boolean over;

    Call(WorkerPool pool) {
        this.pool = pool;
    }

    /** What the program will read; to be filled before {@link #run}. */
    public Frame frame() {
        return frame;
    }

    /** The most members that can be at work at once: the arena must have scratch memory for so many; at least 1. */
    public int most() {
        return most;
    }

    /** A copy of the values in memory of this call; it may be longer. */
    public int[] copyOf(int[] values) {
        if (copy.length < values.length) {
            copy = new int[Math.max(64, values.length)];
        }
        System.arraycopy(values, 0, copy, 0, values.length);
        return copy;
    }

    /** Where the rows of one sequence begin and end, in memory of this call. */
    public int[] oneSequence(int rows) {
        starts[1] = rows;
        return starts;
    }

    /**
     * Runs the program, with what helpers come, and returns when it is finished.
     *
     * @throws CallLimit.Ended when the limit is reached before the end
     * @throws RuntimeException or Error: the first that any member threw, as it was thrown
     */
    public void run(Program program) {
        if (most == 1) {
            alone.begin(limit);
            program.run(frame, alone);
            return;
        }
        this.program = program;
        steps.reset();
        Member caller = members[0];
        caller.begin();
        pool.open(this);
        try {
            program.run(frame, caller);
        } catch (Throwable failure) {
            caller.fail(failure);
        }
        pool.shut(this);
        caller.awaitEnd();
        Throwable failure = steps.failure();
        if (failure != null) {
            throw Call.<RuntimeException>asThrown(failure);
        }
    }

    /** When the call ends before it is done. */
    public CallLimit limit() {
        return limit;
    }

    /** Sets the limit; before {@link #run}. */
    public void limit(CallLimit limit) {
        this.limit = limit;
    }

    void begin(int most) {
        this.most = most;
        this.limit = CallLimit.NONE;
        this.over = false;
        if (most > 1 && members.length == 0) {
            addMember();
        }
    }

    /** A place that no helper holds; guarded by the pool, as is all that follows a helper's coming and going. */
    Member admit() {
        int index = 1;
        while (index < members.length && members[index].taken) {
            index++;
        }
        if (index == members.length) {
            addMember();
        }
        Member member = members[index];
        member.taken = true;
        member.counted = true;
        helpers++;
        return member;
    }

    boolean hasRoom() {
        return helpers + 1 < most;
    }

    /** Nobody is here any more. */
    void clear() {
        frame.clear();
        program = null;
    }

    void go(Member member) {
        program.run(frame, member);
    }

    void wakeParked() {
        for (Member member : members) {
            member.wakeIfParked();
        }
    }

    private void addMember() {
        Member[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = new Member(this, pool, steps, members.length);
        members = more;
    }

    @SuppressWarnings("unchecked") // lets any throwable pass without a wrapper; the cast does nothing at run time
    private static <T extends Throwable> T asThrown(Throwable failure) throws T {
        throw (T) failure;
    }
}
