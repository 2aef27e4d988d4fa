package dev.attar.runtime;

import dev.attar.runtime.batches.InputCheck;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import dev.attar.runtime.device.DeviceState;
import dev.attar.runtime.device.Grain;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.sessions.CallRules;
import dev.attar.runtime.sessions.Results;
import dev.attar.runtime.workers.CallLimit;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A session whose calls are computed by a device. One that fails is let go of: the call in flight gets an exception, the next one
 * another device, or the processor where the caller allowed it.
 */
final class DeviceSession extends Session {
    private static final System.Logger LOG = System.getLogger("dev.attar.runtime");

    private final DeviceRuntime runtime;
    private final DeviceProgram program;
    private final Function<Width, Program> programs;
    private final Set<Width> widths; // of the programs
    private final PackedWeights weights;
    private final PackedWeights plainWeights; // the scalar program's; the same where the packing is
    private final Target.OpenCl target;
    private final ProgramPlan plan;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock(); // read: a call; write: another device, the end
    private DeviceModel model; // null when the processor has taken its place
    private Session processor; // null as long as it has not
    private volatile DeviceModel lost; // null, or the model that has failed and is to be replaced
    private boolean closed;

    private DeviceSession(
            DeviceRuntime runtime,
            DeviceProgram program,
            Function<Width, Program> programs,
            Set<Width> widths,
            PackedWeights weights,
            PackedWeights plainWeights,
            Target.OpenCl target) {
        this.runtime = runtime;
        this.program = program;
        this.programs = programs;
        this.widths = widths;
        this.weights = weights;
        this.plainWeights = plainWeights;
        this.target = target;
        this.plan = program.plan();
    }

    static Session on(
            DeviceRuntime runtime,
            DeviceProgram program,
            Function<Width, Program> programs,
            Set<Width> widths,
            Weights weights,
            Target.OpenCl target) {
        int threads = target.options().threads();
        PackedWeights packed = weights.packedFor(program.plan(), threads);
        try {
            ProgramPlan plain = programs.apply(Width.SCALAR).plan();
            PackedWeights plainPacked =
                    packed.keptFor(plain, threads).orElseGet(() -> weights.packedFor(plain, threads));
            DeviceSession session = new DeviceSession(runtime, program, programs, widths, packed, plainPacked, target);
            try {
                session.choose();
                return session;
            } catch (RuntimeException | Error failed) {
                plainPacked.close();
                throw failed;
            }
        } catch (RuntimeException | Error failed) {
            packed.close();
            throw failed;
        }
    }

    /** Takes the best device that passes the self-test, else the processor where that is allowed. */
    private void choose() {
        try {
            model = tested();
        } catch (DeviceException none) {
            if (!target.orProcessor()) {
                throw none;
            }
            LOG.log(Level.WARNING, plan.model() + " is computed by the processor: " + none.getMessage());
            Options options = target.options();
            Program suits = programs.apply(Session.chosen(programs, widths, options));
            Optional<PackedWeights> theirs = plainWeights.keptFor(suits.plan(), options.threads());
            Program program = theirs.isPresent() ? suits : programs.apply(Width.SCALAR);
            processor = ProcessorSession.of(program, theirs.orElseGet(plainWeights::keep), options);
        }
    }

    private DeviceModel tested() {
        while (true) {
            DeviceModel candidate;
            try {
                candidate = runtime.open(program, weights.floats(), target.device());
            } catch (DeviceException failed) {
                if (failed.reason() != Reason.LOST || target.device().isPresent()) {
                    throw failed;
                }
                LOG.log(Level.WARNING, failed.getMessage());
                continue; // it is known as lost now
            }
            try {
                Optional<String> wrong = candidate.isTested() ? Optional.empty() : test(candidate);
                if (wrong.isEmpty()) {
                    return candidate;
                }
                candidate.testFailed(plan.model() + ": " + wrong.get());
                String message = candidate.device() + " fails the self-test with " + plan.model() + " and is not used: "
                        + wrong.get();
                LOG.log(Level.WARNING, message);
                if (target.device().isPresent()) {
                    throw new DeviceException(Reason.SELF_TEST, message);
                }
            } catch (RuntimeException | Error failed) {
                candidate.close();
                throw failed;
            }
            candidate.close();
        }
    }

    private Optional<String> test(DeviceModel candidate) {
        candidate.testBegins();
        Options plain = new Options(target.options().threads(), Optional.empty());
        Optional<String> wrong;
        try (Session scalar = ProcessorSession.of(programs.apply(Width.SCALAR), plainWeights.keep(), plain)) {
            wrong = SelfTest.run(this, candidate, scalar);
        } catch (DeviceException failed) {
            if (failed.reason() == Reason.MEMORY) {
                candidate.testAbandoned();
                throw failed;
            }
            wrong = Optional.of(failed.getMessage());
        } catch (RuntimeException | Error other) {
            candidate.testAbandoned();
            throw other;
        }
        if (wrong.isEmpty()) {
            candidate.testPassed();
        }
        return wrong;
    }

    /** Nothing gets faster with time. */
    @Override
    public void warmUp() {}

    @Override
    public String computedBy() {
        inUse.readLock().lock();
        try {
            return processor != null ? processor.computedBy() + ", in place of a device" : model.device();
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public ProgramPlan plan() {
        return plan;
    }

    @Override
    public float[] run(int entry, int[] ids, int output) {
        if (ids.length == 0) {
            throw InputCheck.emptySequence(0);
        }
        return run(entry, Batch.of(List.of(ids)), output).values();
    }

    @Override
    public Matrix run(int entry, Batch batch, int output) {
        return run(entry, batch.inputs(plan), output);
    }

    @Override
    public Matrix run(int entry, CallInputs inputs, int output) {
        Frame given = checked(entry, inputs);
        return computed(() -> {
            if (processor != null) {
                return processor.run(entry, inputs, output);
            }
            Results results = results(given, output);
            int rows = results.rows(given);
            int columns = results.output().columns();
            float[] values = room(rows, columns);
            ruled(given, inputs, output, values, 0, rows, columns);
            return new Matrix(rows, columns, values);
        });
    }

    @Override
    public int run(int entry, CallInputs inputs, int output, float[] into, int row) {
        Frame given = checked(entry, inputs);
        return computed(() -> {
            if (processor != null) {
                return processor.run(entry, inputs, output, into, row);
            }
            Results results = results(given, output);
            int rows = results.rows(given);
            int columns = results.output().columns();
            Objects.checkFromIndexSize((long) row * columns, (long) rows * columns, into.length);
            ruled(given, inputs, output, into, row, rows, columns);
            return rows;
        });
    }

    private Frame checked(int entry, CallInputs inputs) {
        Frame given = new Frame();
        inputs.check(this);
        inputs.into(given, entry);
        InputCheck.check(given, plan);
        return given;
    }

    private Results results(Frame given, int output) {
        return new Results(plan.entries().get(given.entry()).outputs().get(output));
    }

    /** On the present device, or the processor in its place; where one was lost before, on the one that takes its place. */
    private <T> T computed(Supplier<T> call) {
        DeviceModel lost = this.lost;
        if (lost != null) {
            replace(lost);
        }
        inUse.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the session of " + plan.model() + " is closed");
            }
            return call.get();
        } catch (DeviceException failed) {
            if (failed.reason() == Reason.LOST) {
                this.lost = model;
            }
            throw failed;
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public CallState state() {
        return new SessionDeviceState(this);
    }

    /** Does something to what a caller keeps, with the device that computes now, or the processor in its place, else null. */
    void where(BiConsumer<DeviceModel, Session> what) {
        computed(() -> {
            what.accept(model, processor);
            return null;
        });
    }

    boolean isProcessor(Session session) {
        return session == processor;
    }

    /** A call within the limits of the options; a device still finishes what it has begun. */
    private void ruled(Frame given, CallInputs inputs, int output, float[] values, int row, int rows, int columns) {
        CallRules rules = new CallRules(target.options());
        try {
            rules.limit().check();
        } catch (CallLimit.Ended early) {
            throw rules.ended(plan.model(), early);
        }
        if (inputs.state() instanceof SessionDeviceState state) {
            state.during(model, kept -> model.run(given, kept, output, values, row * columns, Grain.AS_SUITS));
        } else {
            model.run(given, null, output, values, row * columns, Grain.AS_SUITS);
        }
        rules.check(plan.model(), values, row * columns, rows * columns, columns);
    }

    /** Another device in place of one that is lost; the first call after the loss waits for it. */
    private void replace(DeviceModel gone) {
        inUse.writeLock().lock();
        try {
            if (closed || model != gone) {
                return; // somebody else has done it
            }
            DeviceModel before = model;
            choose();
            if (processor != null) {
                model = null;
            }
            lost = null;
            before.close();
        } finally {
            inUse.writeLock().unlock();
        }
    }

    /**
     * On this device, which is tried.
     *
     * @param kept on it; null where the entry point keeps nothing
     */
    Matrix run(DeviceModel on, int entry, CallInputs inputs, DeviceState kept, int output, Grain grain) {
        Frame frame = new Frame();
        inputs.into(frame, entry);
        if (kept != null) {
            frame.stateOnDevice(kept.blocks() * ProgramPlan.State.SLOTS);
        }
        Results results = results(frame, output);
        int rows = results.rows(frame);
        int columns = results.output().columns();
        float[] values = room(rows, columns);
        on.run(frame, kept, output, values, 0, grain);
        return new Matrix(rows, columns, values);
    }

    private static float[] room(int rows, int columns) {
        try {
            return new float[Math.multiplyExact(rows, columns)];
        } catch (ArithmeticException | OutOfMemoryError none) {
            InputException refused = new InputException(
                    InputException.Reason.TOO_MANY_TOKENS,
                    -1,
                    -1,
                    "a batch is too large for its result of " + rows + " rows of " + columns
                            + " floats: split it, or give the JVM a larger heap (-Xmx)");
            refused.initCause(none);
            throw refused;
        }
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (model != null) {
                model.close();
            }
            if (processor != null) {
                processor.close();
            }
            plainWeights.close();
            weights.close();
        } finally {
            inUse.writeLock().unlock();
        }
    }
}
