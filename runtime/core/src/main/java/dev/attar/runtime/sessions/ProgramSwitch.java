package dev.attar.runtime.sessions;

import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedWeights;
import java.util.function.Supplier;

/**
 * Which program the calls of a session run. Vector code is hundreds of times slower than it should be until HotSpot has compiled
 * it, plain code only a few times. As both give the same bits, plain code answers first, while a {@link WarmUp} makes HotSpot
 * compile the vectors; from then on they answer. Where there is one program alone, it is warmed up when somebody asks.
 */
public final class ProgramSwitch implements AutoCloseable {
    private final ProgramPlan plan;
    private WarmUp later; // under the monitor; null where it was begun, or nothing is open
    private volatile WarmUp warmUp; // null when nothing is open any more
    private volatile Program now;

    private ProgramSwitch(Program first) {
        this.plan = first.plan();
        this.now = first;
    }

    /** One program, from the first call to the last. */
    public static ProgramSwitch always(Program program, PackedWeights weights, int threads) {
        if (program.plan().lanes() > 1) {
            SliceProfile.make();
        }
        ProgramSwitch programs = new ProgramSwitch(program);
        programs.later = new WarmUp(WarmUp.Patience.ASKED, program, () -> program, weights, threads, programs::decided);
        return programs;
    }

    /**
     * @param first what calls run at once
     * @param last what they run as soon as it is faster; asked for in the thread of the warm-up
     * @param threads the most threads that calls use
     */
    public static ProgramSwitch of(Program first, Supplier<Program> last, PackedWeights weights, int threads) {
        ProgramSwitch programs = new ProgramSwitch(first);
        WarmUp warmUp = new WarmUp(WarmUp.Patience.USUAL, first, last, weights, threads, programs::decided);
        programs.warmUp = warmUp;
        warmUp.start();
        return programs;
    }

    /** The first program's; the other differs in lanes, scratch memory and, perhaps, panels of weights. */
    public ProgramPlan plan() {
        return plan;
    }

    /** The program of a call that begins; {@link #end} follows. */
    public Program begin() {
        WarmUp going = warmUp;
        if (going != null) {
            going.callBegins();
        }
        return now;
    }

    /** A call has ended. */
    public void end() {
        WarmUp going = warmUp;
        if (going != null) {
            going.callEnds();
        }
    }

    /** Returns when it is decided which program is faster, or one alone gets no faster. */
    public void warmUp() {
        WarmUp going = begun();
        if (going != null) {
            going.await();
        }
    }

    private synchronized WarmUp begun() {
        if (later != null) {
            warmUp = later;
            later = null;
            warmUp.start();
        }
        return warmUp;
    }

    /** Ends the warm-up, if it is still going on. */
    @Override
    public synchronized void close() {
        later = null;
        WarmUp going = warmUp;
        if (going != null) {
            going.stop();
        }
    }

    private void decided(Program faster) {
        now = faster;
        warmUp = null;
    }
}
