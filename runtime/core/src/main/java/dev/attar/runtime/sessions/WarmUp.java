package dev.attar.runtime.sessions;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedWeights;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has a program run on made-up sequences until it is faster than another one on each of them, which is when HotSpot has compiled
 * it; one that is alone, until it gets no faster. A daemon thread of its own, for a few seconds.
 *
 * <p>It is polite: it begins when the first call has had its time (what that call runs is to be compiled first), and where calls
 * need all processors it works half of the time at most. It gives up after a while: vectors that are not faster by then (a JVM
 * that does not compile them well) are not used.
 */
public final class WarmUp implements Runnable {
    /**
     * Tokens of the sequences: what remains of the rows after whole tiles is 1 to 5, so the tiles for every remainder are met; the
     * last is long enough for the wide tiles of attention, and leaves something over too.
     */
    private static final int[] LENGTHS = {7, 8, 9, 10, 11, 12, 83};

    private static final int LEAST_ROUNDS = 3;

    /** Vectors that are compiled are 2 to 10 times as fast; one kernel of a model that is not makes them slower. */
    private static final double FASTER = 0.8;

    /** What counts as faster than before where there is one program alone: one kernel more that is compiled. */
    private static final double GAIN = 0.9;

    /** The compiler has been idle so long that it will be for ever: it takes up to 0.3 s for a kernel. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * @param delayNanos before it begins: about what a first call takes
     * @param mostNanos of work, over all lengths
     * @param mostRounds of each length
     */
    public record Patience(long delayNanos, long mostNanos, int mostRounds) {
        static final Patience USUAL =
                new Patience(TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.SECONDS.toNanos(30), 300);

        /** Where somebody waits for it from the beginning. */
        static final Patience ASKED = new Patience(0, TimeUnit.SECONDS.toNanos(30), 300);
    }

    private final Patience patience;
    private final Program first;
    private final Supplier<Program> last;
    private final PackedWeights weights;
    private final boolean crowded;
    private final Consumer<Program> decided;
    private final AtomicInteger calls = new AtomicInteger();
    private boolean hurried; // this and the next two: under the monitor
    private boolean stopped;
    private boolean done;
    private long worked;
    private long since;

    /**
     * @param first what calls run meanwhile
     * @param last what is to be compiled; made in the warm-up's thread, because the vector classes take their time
     * @param threads the most threads that calls use
     * @param decided is told which of the two is faster, once
     */
    public WarmUp(
            Patience patience,
            Program first,
            Supplier<Program> last,
            PackedWeights weights,
            int threads,
            Consumer<Program> decided) {
        this.patience = patience;
        this.first = first;
        this.last = last;
        this.weights = weights;
        this.crowded = threads >= Runtime.getRuntime().availableProcessors();
        this.decided = decided;
    }

    public void start() {
        try {
            Thread.ofPlatform()
                    .name("attar-" + first.plan().model() + "-warm-up")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .start(this);
        } catch (OutOfMemoryError _) { // the system gives no thread
            finish(first);
        }
    }

    void callBegins() {
        calls.incrementAndGet();
    }

    void callEnds() {
        if (calls.decrementAndGet() == 0) {
            wake();
        }
    }

    /** Returns when it is decided; what remains is done without pauses. When interrupted it returns early, interrupted. */
    public synchronized void await() {
        hurried = true;
        notifyAll();
        try {
            while (!done) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread and waits until it reads no weights any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
        boolean interrupted = false;
        while (!done) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true; // the weights must not go before
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        Program faster = first;
        try {
            pause(patience.delayNanos());
            SliceProfile.make();
            Program vectors = last.get();
            requireSamePacking(vectors.plan());
            since = System.nanoTime();
            if (vectors == first) {
                settle();
            } else {
                faster = compare(vectors);
            }
        } catch (CancellationException _) {
            // Nobody calls any more.
        } catch (RuntimeException | Error failed) {
            System.getLogger("dev.attar.runtime")
                    .log(
                            Level.WARNING,
                            first.plan().model() + " goes on without vectors, slower than it could: " + failed);
        } finally {
            finish(faster);
        }
    }

    private void requireSamePacking(ProgramPlan other) {
        ProgramPlan one = weights.plan();
        boolean same = one.slots().equals(other.slots())
                && outputs(one).equals(outputs(other))
                && one.weightFloats() == other.weightFloats();
        if (!same) {
            throw new IllegalStateException("the programs of " + one.model() + " differ in more than their width");
        }
    }

    private static List<List<EntryPlan.Output>> outputs(ProgramPlan plan) {
        return plan.entries().stream().map(EntryPlan::outputs).toList();
    }

    /** Until no sequence has been computed faster for a while than before. */
    private void settle() {
        Rehearsal rehearsal = new Rehearsal(first.plan(), weights, this::pace);
        long[] best = new long[LENGTHS.length];
        Arrays.fill(best, Long.MAX_VALUE);
        long gained = System.nanoTime();
        while (System.nanoTime() - gained < SETTLED_NANOS && worked < patience.mostNanos()) {
            for (int i = 0; i < best.length; i++) {
                long nanos = rehearsal.nanos(first, LENGTHS[i]);
                if (nanos < GAIN * best[i]) {
                    gained = System.nanoTime();
                }
                best[i] = Math.min(best[i], nanos);
            }
        }
    }

    private Program compare(Program vectors) {
        Rehearsal rehearsal = new Rehearsal(first.plan(), weights, this::pace);
        long began = System.nanoTime();
        double sumOfFirst = 0;
        double sumOfLast = 0;
        for (int tokens : LENGTHS) {
            long bestOfFirst = Long.MAX_VALUE;
            long bestOfLast = Long.MAX_VALUE;
            for (int round = 0;
                    round < LEAST_ROUNDS || round < patience.mostRounds() && bestOfLast > FASTER * bestOfFirst;
                    round++) {
                bestOfFirst = Math.min(bestOfFirst, rehearsal.nanos(first, tokens));
                bestOfLast = Math.min(bestOfLast, rehearsal.nanos(vectors, tokens));
                if (worked > patience.mostNanos()) {
                    break;
                }
                if (round > LEAST_ROUNDS) {
                    compilerWorks();
                }
            }
            sumOfFirst += bestOfFirst;
            sumOfLast += bestOfLast;
        }
        Program faster = sumOfLast <= sumOfFirst ? vectors : first;
        log("warm-up of %s: code for %d lanes is %.1f times as fast as for %d; %s answers, after %d ms"
                .formatted(
                        first.plan().model(),
                        vectors.plan().lanes(),
                        sumOfFirst / sumOfLast,
                        first.plan().lanes(),
                        faster == first ? "the latter" : "it",
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
        return faster;
    }

    private synchronized void compilerWorks() {
        try {
            wait(1);
        } catch (InterruptedException _) {
            Thread.interrupted();
        }
        checkStopped();
    }

    /** Between tasks. Where calls need all processors it rests as long as it has worked. */
    private void pace() {
        long now = System.nanoTime();
        long run = now - since;
        if (run < TimeUnit.MILLISECONDS.toNanos(1)) {
            return;
        }
        worked += run;
        if (crowded && calls.get() > 0) {
            pause(run);
        } else {
            checkStopped();
        }
        since = System.nanoTime();
    }

    private synchronized void checkStopped() {
        if (stopped) {
            throw new CancellationException();
        }
    }

    /** At most so long: no longer than nobody hurries it, and, after the beginning, than calls are under way. */
    private synchronized void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && !hurried && !stopped; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                if (nanos != patience.delayNanos() && calls.get() == 0) {
                    break;
                }
            }
        } catch (InterruptedException _) {
            Thread.interrupted(); // nobody has a reason to; it goes on
        }
        checkStopped();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void finish(Program faster) {
        decided.accept(faster);
        done = true;
        notifyAll();
    }

    private static void log(String message) {
        System.getLogger("dev.attar.runtime").log(Level.DEBUG, message);
    }
}
