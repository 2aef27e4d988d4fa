package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A program and its weights on one device; each call has a {@link Lane} for itself. */
final class OpenClModel implements DeviceModel {
    private final Binding binding;
    private final Reputation reputation;
    private final Device device;
    private final DeviceProgram program;
    private final DeviceCode code;
    private final String source;
    private final long context;
    private final List<Runnable> releases = new ArrayList<>(); // last first
    private final List<Lane> idle = new ArrayList<>();
    private long built;
    private Binding.Memory weights;

    OpenClModel(
            Binding binding,
            Reputation reputation,
            Notebook notebook,
            Device device,
            DeviceProgram program,
            MemorySegment packed) {
        this.binding = binding;
        this.reputation = reputation;
        this.device = device;
        this.program = program;
        this.code = program.code(device.kind());
        this.source = code.source();
        this.context = made(() -> binding.context(device));
        releases.add(() -> binding.release(Binding.Kind.CONTEXT, context));
        try {
            weights = weights(packed);
            releases.add(() -> binding.release(Binding.Kind.BUFFER, weights.handle()));
            built = made(() -> new Build(binding, notebook, device)
                    .program(context, source, program.plan().model()));
            releases.add(() -> binding.release(Binding.Kind.PROGRAM, built));
            give(made(this::lane));
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** Once for all callers. A processor reads them where they are. */
    private Binding.Memory weights(MemorySegment packed) {
        boolean inPlace = device.kind() == dev.attar.runtime.device.DeviceInfo.Kind.PROCESSOR;
        if (packed.byteSize() > device.largest()) {
            throw noRoom(packed, null);
        }
        try {
            return new Binding.Memory(binding.constant(context, packed, inPlace));
        } catch (ClFailure failed) {
            throw failed.isOfMemory() ? noRoom(packed, failed) : lost(failed);
        }
    }

    private DeviceException noRoom(MemorySegment packed, ClFailure failed) {
        return new DeviceException(
                Reason.MEMORY,
                "the weights of " + program.plan().model() + " need " + Bytes.of(packed.byteSize()) + " on "
                        + device.describe() + ", which gives at most " + Bytes.of(device.largest()) + " at once of "
                        + Bytes.of(device.memory()) + " in all: compile with --weights-as bf16, or use another device",
                failed);
    }

    private interface Step<T> {
        T take();
    }

    private <T> T made(Step<T> step) {
        try {
            return step.take();
        } catch (ClFailure failed) {
            throw lost(failed);
        }
    }

    private DeviceException lost(ClFailure failed) {
        reputation.lost(device);
        return new DeviceException(
                Reason.LOST,
                device.describe() + " has failed and is not used again by this process: " + failed.getMessage(),
                failed);
    }

    private Lane lane() {
        return new Lane(binding, device, program.plan(), code, context, built, weights);
    }

    @Override
    public String device() {
        return device.describe();
    }

    @Override
    public void run(Frame frame, int output, float[] values) {
        Lane lane = take();
        try {
            lane.run(frame, output, values);
        } catch (ClFailure failed) {
            if (!failed.isOfMemory()) {
                throw lost(failed);
            }
            throw new DeviceException(
                    Reason.MEMORY,
                    device.describe() + " ran out of memory in a call of " + frame.tokens() + " tokens; it has "
                            + Bytes.of(device.memory()) + " in all: split the batch, or make fewer calls at once",
                    failed);
        } finally {
            give(lane);
        }
    }

    private Lane take() {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.removeLast();
            }
        }
        return made(this::lane);
    }

    private void give(Lane lane) {
        synchronized (idle) {
            idle.add(lane);
        }
    }

    @Override
    public boolean isTested() {
        return reputation.isTested(device, source);
    }

    @Override
    public void testBegins() {
        reputation.testBegins(device);
    }

    @Override
    public void testAbandoned() {
        reputation.testAbandoned(device);
    }

    @Override
    public void testPassed() {
        reputation.passed(device, source);
    }

    @Override
    public void testFailed(String report) {
        reputation.failed(device, report);
    }

    @Override
    public void close() {
        synchronized (idle) {
            for (Lane lane : idle) {
                releases.add(lane::close);
            }
            idle.clear();
        }
        for (Runnable release : releases.reversed()) {
            try {
                release.run();
            } catch (ClFailure _) {
                // A lost device holds nothing any more.
            }
        }
        releases.clear();
    }
}
