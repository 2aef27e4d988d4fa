package dev.attar.runtime;

import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.ProgramPlan.ArenaPlan;
import java.lang.foreign.MemorySegment;

/**
 * Which program the calls of a session run. Vector code is hundreds of times slower than it should be until HotSpot has compiled
 * it, plain code only a few times. As both give the same bits, plain code answers first, while a {@link WarmUp} makes HotSpot
 * compile the vectors; from then on they answer.
 */
final class ProgramSwitch implements AutoCloseable {
    private final Program last;
    private final ArenaPlan arena;
    private final WarmUp warmUp; // null when there is one program only
    private volatile Program now;

    private ProgramSwitch(Program first, Program last, MemorySegment weights, int threads) {
        this.now = first;
        this.last = last;
        this.arena = first == last ? last.plan().arena() : larger(first.plan(), last.plan());
        this.warmUp =
                first == last ? null : new WarmUp(WarmUp.Patience.USUAL, first, last, weights, threads, this::decided);
    }

    /**
     * @param first what calls run at once
     * @param last what they run as soon as it is faster; the same for always
     * @param threads the most threads that calls use
     * @throws IllegalArgumentException when the programs want their weights packed differently
     */
    static ProgramSwitch of(Program first, Program last, MemorySegment weights, int threads) {
        ProgramPlan one = first.plan();
        ProgramPlan other = last.plan();
        if (one != other && !(one.slots().equals(other.slots()) && one.outputs().equals(other.outputs()))) {
            throw new IllegalArgumentException("the programs of " + other.model() + " differ in more than their width");
        }
        ProgramSwitch programs = new ProgramSwitch(first, last, weights, threads);
        if (programs.warmUp != null) {
            programs.warmUp.start();
        }
        return programs;
    }

    /** The program of a call that begins; {@link #end} follows. */
    Program begin() {
        Program program = now;
        if (program != last && warmUp != null) {
            warmUp.callBegins();
        }
        return program;
    }

    /** A call has ended. */
    void end() {
        if (now != last && warmUp != null) {
            warmUp.callEnds();
        }
    }

    /** Working memory that is enough for any of the programs. */
    ArenaPlan arena() {
        return arena;
    }

    /** Returns when it is decided which program is faster. */
    void warmUp() {
        if (warmUp != null) {
            warmUp.await();
        }
    }

    /** Ends the warm-up, if it is still going on. */
    @Override
    public void close() {
        if (warmUp != null) {
            warmUp.stop();
        }
    }

    private void decided(Program faster) {
        now = faster;
    }

    private static ArenaPlan larger(ProgramPlan one, ProgramPlan other) {
        return new ArenaPlan(
                Math.max(one.arena().floatsPerToken(), other.arena().floatsPerToken()),
                Math.max(one.arena().scratchFixed(), other.arena().scratchFixed()),
                Math.max(one.arena().scratchPerPosition(), other.arena().scratchPerPosition()));
    }
}
