package dev.attar.runtime.workers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Threads for one piece of work, which end with it: for what happens once, at load. Calls have a {@link WorkerPool}.
 *
 * @param name what the threads are called
 * @param threads the most that work at once, the caller among them; at least 1
 */
public record TaskGroup(String name, int threads) {
    /**
     * Does the tasks 0 to {@code tasks - 1}, begun in this order, and returns when all are done. After a failure no more are
     * begun.
     *
     * @throws RuntimeException or Error: what the lowest task that fails throws, as it was thrown. Whatever was begun is
     *     finished, so it is the same one for any number of threads
     */
    public void run(int tasks, IntConsumer task) {
        Work work = new Work(tasks, task);
        List<Thread> helpers = start(Math.min(threads, tasks) - 1, work);
        work.run();
        helpers.forEach(TaskGroup::join);
        Failure failure = work.failure.get();
        if (failure != null) {
            throw TaskGroup.<RuntimeException>asThrown(failure.thrown());
        }
    }

    private record Failure(int task, Throwable thrown) {
        static Failure lower(Failure one, Failure other) {
            return one == null || other.task < one.task ? other : one;
        }
    }

    /** What each member does. */
    private static final class Work implements Runnable {
        private final int tasks;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Failure> failure = new AtomicReference<>();

        Work(int tasks, IntConsumer task) {
            this.tasks = tasks;
            this.task = task;
        }

        @Override
        public void run() {
            while (failure.get() == null) { // before the claim: a claimed task is always done
                int number = next.getAndIncrement();
                if (number >= tasks) {
                    return;
                }
                try {
                    task.accept(number);
                } catch (Throwable thrown) {
                    failure.accumulateAndGet(new Failure(number, thrown), Failure::lower);
                }
            }
        }
    }

    private List<Thread> start(int count, Runnable work) {
        List<Thread> started = new ArrayList<>();
        try {
            while (started.size() < count) {
                started.add(Thread.ofPlatform()
                        .name("attar-" + name + "-load-" + (started.size() + 1))
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .start(work));
            }
        } catch (OutOfMemoryError _) { // no more threads: those there are do all the work
        }
        return started;
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException _) {
                interrupted = true; // memory that helpers still write to cannot be left
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked") // lets any throwable pass without a wrapper; the cast does nothing at run time
    private static <T extends Throwable> T asThrown(Throwable failure) throws T {
        throw (T) failure;
    }
}
