package dev.attar.runtime.workers;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one call: the caller as member 0, and helpers. All of them run the same program; they share out its tasks
 * and meet at its barriers through the team's {@link Meeting}. Used once.
 */
public final class Team implements AutoCloseable {
    private final WorkerPool pool;
    private final List<PoolThread> helpers;
    private final Meeting meeting;
    private final AtomicInteger released = new AtomicInteger();
    private Program program;
    private Frame frame;

    Team(WorkerPool pool, List<PoolThread> helpers, boolean spins) {
        this.pool = pool;
        this.helpers = helpers;
        this.meeting = helpers.isEmpty() ? null : new Meeting(helpers.size() + 1, spins);
    }

    /** Members, the caller among them; at least 1. */
    public int size() {
        return helpers.size() + 1;
    }

    /**
     * Runs the program with all members and returns when all have finished.
     *
     * @throws RuntimeException or Error: the first that any member threw, as it was thrown
     */
    public void run(Program program, Frame frame) {
        if (meeting == null) {
            program.run(frame, new Soloist());
            return;
        }
        this.program = program;
        this.frame = frame;
        for (int i = 0; i < helpers.size(); i++) {
            helpers.get(i).join(this, i + 1);
        }
        work(0);
        meeting.awaitEnd();
        Throwable failure = meeting.failure();
        if (failure != null) {
            throw Team.<RuntimeException>asThrown(failure);
        }
    }

    /** What each member does. Never throws: the meeting remembers. */
    void work(int index) {
        try {
            program.run(frame, meeting.member(index));
        } catch (Throwable failure) {
            meeting.fail(failure);
        } finally {
            meeting.leave();
        }
    }

    /** Sets the helpers free; the call is over. */
    @Override
    public void close() {
        if (released.getAndIncrement() == 0) {
            pool.release(helpers);
        }
    }

    @SuppressWarnings("unchecked") // lets any throwable pass without a wrapper; the cast does nothing at run time
    private static <T extends Throwable> T asThrown(Throwable failure) throws T {
        throw (T) failure;
    }
}
