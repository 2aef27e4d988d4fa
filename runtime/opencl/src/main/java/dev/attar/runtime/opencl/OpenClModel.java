package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceState;
import dev.attar.runtime.device.Grain;
import dev.attar.runtime.kernel.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A program and its weights on one device; each call has a {@link Lane} for itself. */
final class OpenClModel implements DeviceModel {
    private final Binding binding;
    private final DeviceHealth health;
    private final Device device;
    private final DeviceProgram program;
    private final DeviceCode code;
    private final String source;
    private final List<Runnable> releases = new ArrayList<>(); // last first
    private final List<Lane> idle = new ArrayList<>();
    private final Set<OpenClState> states = new HashSet<>(); // under its own monitor
    private long context;
    private long built;
    private Binding.Memory weights;
    private String marker = ""; // of a test that is under way

    OpenClModel(
            Binding binding,
            DeviceHealth health,
            DeviceStateStore store,
            Uploads uploads,
            Device device,
            DeviceProgram program,
            MemorySegment packed) {
        this.binding = binding;
        this.health = health;
        this.device = device;
        this.program = program;
        this.code = codeFor(program, device);
        this.source = code.source();
        if (!isTested()) {
            testBegins(); // a driver that ends processes may do so when it builds
        }
        try {
            upload(uploads, packed);
            built = made(() -> new Build(binding, store, device)
                    .program(context, source, program.plan().model()));
            releases.add(() -> binding.release(Binding.Kind.PROGRAM, built));
            give(made(this::lane));
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** The kernels made for its kind; where its work-groups are too small for those, or their memory, those with groups of one item. */
    private static DeviceCode codeFor(DeviceProgram program, Device device) {
        DeviceCode code = program.code(device.kind());
        boolean fits = code.kernels().stream().allMatch(k -> (long) k.across() * k.down() <= device.items());
        return fits && code.localBytes() <= device.local() ? code : program.code(DeviceInfo.Kind.PROCESSOR);
    }

    private void upload(Uploads uploads, MemorySegment packed) {
        if (packed.byteSize() > device.largest()) {
            throw noRoom(packed, null);
        }
        Uploads.Upload upload;
        try {
            upload = uploads.of(binding, device, packed);
        } catch (ClFailure failed) {
            throw failed.isOfMemory() ? noRoom(packed, failed) : lost(failed);
        }
        releases.add(upload::close);
        context = upload.context();
        weights = upload.weights();
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
            throw failed.isOfMemory() ? noRoomForCaller(failed) : lost(failed);
        }
    }

    private DeviceException noRoomForCaller(ClFailure failed) {
        return new DeviceException(
                Reason.MEMORY,
                device.describe() + " has no memory for the queue and the kernels of one caller more; it has "
                        + Bytes.of(device.memory()) + " in all: make fewer calls at once",
                failed);
    }

    /** The device has failed: it is not used again. */
    DeviceException lost(ClFailure failed) {
        health.lost(device);
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
    public DeviceState state() {
        OpenClState state = new OpenClState(this, binding, device, program.plan(), context);
        synchronized (states) {
            states.add(state);
        }
        return state;
    }

    /** A caller has let go of it. */
    void forget(OpenClState state) {
        synchronized (states) {
            states.remove(state);
        }
    }

    @Override
    public void run(Frame frame, DeviceState kept, int output, float[] values, int from, Grain grain) {
        Lane lane = take();
        try {
            lane.run(frame, (OpenClState) kept, new Lane.Wanted(output, values, from), grain);
        } catch (ClFailure failed) {
            if (!failed.isOfMemory()) {
                throw lost(failed);
            }
            throw new DeviceException(
                    Reason.MEMORY,
                    device.describe() + " ran out of memory in a call of " + sizeOf(frame) + ", which needs "
                            + Bytes.of(lane.bytes()) + " besides the weights; it has " + Bytes.of(device.memory())
                            + " in all: split the batch, or make fewer calls at once",
                    failed);
        } catch (OutOfMemoryError none) {
            throw new DeviceException(
                    Reason.MEMORY,
                    "the JVM has no memory for what a call of " + sizeOf(frame) + " brings to " + device.describe()
                            + " and back: split the batch",
                    none);
        } finally {
            give(lane);
        }
    }

    private String sizeOf(Frame frame) {
        int axis = program.plan().entries().get(frame.entry()).axes().getFirst();
        return frame.rows(axis) + " " + program.plan().axes().get(axis).name();
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
        return health.isTested(device, source);
    }

    @Override
    public void testBegins() {
        if (marker.isEmpty()) {
            marker = health.testBegins(device);
        }
    }

    @Override
    public void testAbandoned() {
        if (!marker.isEmpty()) {
            health.testEnds(marker);
            marker = "";
        }
    }

    @Override
    public void testPassed() {
        health.passed(device, source, program.plan().model());
        testAbandoned();
    }

    @Override
    public void testFailed(String report) {
        health.failed(device, report);
        testAbandoned();
    }

    @Override
    public void close() {
        synchronized (idle) {
            for (Lane lane : idle) {
                releases.add(lane::close);
            }
            idle.clear();
        }
        synchronized (states) {
            states.forEach(OpenClState::release);
            states.clear();
        }
        for (Runnable release : releases.reversed()) {
            try {
                release.run();
            } catch (ClFailure _) {
                // A lost device holds nothing any more.
            }
        }
        releases.clear();
        testAbandoned();
    }
}
