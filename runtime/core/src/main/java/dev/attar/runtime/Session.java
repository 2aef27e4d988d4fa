package dev.attar.runtime;

import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.sessions.DeviceChoice;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A program with its weights, ready to be called by any number of threads at once. The class generated for a model wraps
 * one. Holds memory outside the heap, and threads or a device, until it is closed.
 */
public abstract sealed class Session implements AutoCloseable permits ProcessorSession, DeviceSession {
    Session() {}

    /**
     * Checks the weights against the program's plan and packs them; those of a packed file are used where they are. They can
     * be closed afterwards.
     *
     * @throws WeightsException when they do not fit, with every difference; when a value is NaN or infinite; when there is
     *     no memory for them
     */
    public static Session open(Program program, Weights weights, Options options) {
        PackedWeights packed = weights.packedFor(program.plan(), options.threads());
        return ProcessorSession.of(program, packed, options);
    }

    /**
     * A session on the processor with the width that the options ask for; where they leave it open, with the width that suits the machine. Then the
     * scalar program answers until HotSpot has compiled the vectors, which takes some seconds and happens in a thread of its
     * own. Nobody sees a difference but speed. (In bfloat16, where weights are packed as plain code does not read them, the
     * vectors begin.)
     *
     * @param programs the program of each width
     */
    public static Session open(Function<Width, Program> programs, Weights weights, Options options) {
        return open(programs, EnumSet.allOf(Width.class), weights, options);
    }

    /**
     * A session on the processor with a model that has code for some widths only. Where the width that suits the machine is not
     * among them, the next narrower one is taken, with one warning.
     *
     * @param programs the program of each of the widths
     * @param widths those that there is code for, at least one
     * @throws IllegalArgumentException when the options ask for a width that there is no code for
     */
    public static Session open(Function<Width, Program> programs, Set<Width> widths, Weights weights, Options options) {
        Width width = chosen(programs, widths, options);
        if (width == Width.SCALAR || !WidthChoice.isOpen(options) || !widths.contains(Width.SCALAR)) {
            return open(programs.apply(width), weights, options);
        }
        Program plain = programs.apply(Width.SCALAR);
        if (plain.plan().packedLanes() != 0) {
            return open(programs.apply(width), weights, options);
        }
        return open(plain, width, () -> programs.apply(width), weights, options);
    }

    /** The width to compute with; the name of the model, which its classes have to be loaded for, is needed for messages only. */
    static Width chosen(Function<Width, Program> programs, Set<Width> widths, Options options) {
        if (widths.size() == Width.values().length) {
            return WidthChoice.of(options).width();
        }
        Width first = Collections.max(widths); // scalar where there is such code
        return WidthChoice.among(options, widths, programs.apply(first).plan().model())
                .width();
    }

    /** A session with both programs given: {@code first}, which is plain, answers until {@code last} of that width is faster. */
    static Session open(Program first, Width width, Supplier<Program> last, Weights weights, Options options) {
        PackedWeights packed = weights.packedFor(first.plan().withPanels(width.panel()), options.threads());
        return ProcessorSession.of(first, last, packed, options);
    }

    /**
     * A session where the target says. A device is used when it gives what the scalar program gives, but for rounding, which
     * is tried when it meets the program for the first time. Whatever the target, a sequence has the same bits alone, in any
     * batch and at any place in it; devices may round otherwise than the processor.
     *
     * @param device the program for devices
     * @param programs the program of each width, for the processor and for the trial
     * @throws dev.attar.runtime.device.DeviceException when no device can be used, and the processor is not to take its place
     */
    public static Session open(
            DeviceProgram device, Function<Width, Program> programs, Weights weights, Target target) {
        return open(device, programs, EnumSet.allOf(Width.class), weights, target);
    }

    /**
     * A session where the target says, with a model that has code for some widths only, the scalar one among them.
     *
     * @param widths those that there is code for
     * @throws dev.attar.runtime.device.DeviceException when no device can be used, and the processor is not to take its place
     */
    public static Session open(
            DeviceProgram device,
            Function<Width, Program> programs,
            Set<Width> widths,
            Weights weights,
            Target target) {
        return switch (target) {
            case Target.Processor(Options options) -> open(programs, widths, weights, options);
            case Target.OpenCl openCl ->
                DeviceSession.on(DeviceChoice.installed(), device, programs, widths, weights, openCl);
        };
    }

    /** A session with what reaches the devices given, in place of what the class path offers. */
    public static Session open(
            DeviceRuntime devices,
            DeviceProgram device,
            Function<Width, Program> programs,
            Weights weights,
            Target.OpenCl target) {
        return DeviceSession.on(devices, device, programs, EnumSet.allOf(Width.class), weights, target);
    }

    /**
     * Returns when calls run as fast as they ever will, after a few seconds at most: for servers that would rather wait than
     * answer slower at first. Without it the same happens in the background. When the thread is interrupted it returns early,
     * interrupted.
     */
    public abstract void warmUp();

    /** What computes, for people: the processor, or a device with its driver. */
    public abstract String computedBy();

    /** What the program said about itself. */
    public abstract ProgramPlan plan();

    /**
     * Computes one output of an entry point for a batch of tokens. A row is the same, bit for bit, whatever else is in the batch and
     * however many threads work on it.
     *
     * @param entry index into {@link ProgramPlan#entries()}
     * @param output index into {@link dev.attar.runtime.kernel.EntryPlan#outputs()}
     * @return a row for each token or each sequence of the batch, as the output says, in the batch's order
     * @throws InputException when the model does not accept the batch
     * @throws IllegalStateException when the session is closed
     * @throws CallException when the options end the call early, or do not accept its values
     * @throws WeightsException when the packed file that it runs on in place has shrunk meanwhile, and the JVM can tell (in
     *     vector code it cannot, and ends)
     * @throws dev.attar.runtime.device.DeviceException when a device has failed, or runs out of memory
     */
    public abstract Matrix run(int entry, Batch batch, int output);

    /**
     * Computes one output of an entry point for whatever it declares as its inputs; else as {@link #run(int, Batch, int)}.
     *
     * @param inputs every axis and every input of the entry point
     */
    public abstract Matrix run(int entry, CallInputs inputs, int output);

    /**
     * Runs an entry point into memory of the caller's, so that a call allocates nothing; otherwise like {@link #run(int, CallInputs, int)}.
     *
     * @param into where the rows go, one after another
     * @param row the row of {@code into} where the first one goes
     * @return how many rows there are
     * @throws IndexOutOfBoundsException when there is no room for them
     */
    public abstract int run(int entry, CallInputs inputs, int output, float[] into, int row);

    /** Whether callers can keep something between calls: what the entry points with {@link CallInputs#state} need. */
    public final boolean keepsState() {
        return !plan().state().isEmpty();
    }

    /**
     * Memory of a caller who keeps something between calls of this session; without room for anything yet. It lies where the session
     * computes.
     */
    public abstract CallState state();

    /**
     * Computes one output of an entry point for one sequence of token ids, all of the first segment.
     *
     * @param entry index into {@link ProgramPlan#entries()}
     * @param output index into {@link dev.attar.runtime.kernel.EntryPlan#outputs()}
     * @return the values, row by row: one row where the output has one for each sequence
     * @throws InputException when the model does not accept the sequence
     * @throws CallException when the options end the call early, or do not accept its values
     * @throws IllegalStateException when the session is closed
     * @throws dev.attar.runtime.device.DeviceException when a device has failed, or runs out of memory
     */
    public abstract float[] run(int entry, int[] ids, int output);

    /** Computes one output of the first entry point, {@code forward} in every encoder. */
    public final Matrix run(Batch batch, int output) {
        return run(0, batch, output);
    }

    /** Computes one output of the first entry point for one sequence of token ids. */
    public final float[] run(int[] ids, int output) {
        return run(0, ids, output);
    }

    /** Waits for the calls in flight, then lets go of all memory and ends all threads. Later calls are refused. */
    @Override
    public abstract void close();
}
