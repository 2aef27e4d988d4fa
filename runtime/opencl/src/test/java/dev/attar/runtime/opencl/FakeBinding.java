package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A driver that knows the kernel of {@link Toy} alone, and does wrong what it is told to. */
final class FakeBinding implements Binding {
    static final long LARGEST = 1 << 20;

    private final List<Device> devices = new ArrayList<>();
    private final Map<Long, Object> live = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Set<String> wrong = new HashSet<>();
    private final Arena memory = Arena.ofAuto();
    private long last;
    private String log = "";
    private final Map<String, Runnable> hooks = new HashMap<>();

    /** Calls made, by name. */
    final Map<String, Integer> calls = new HashMap<>();

    /** The names of the calls made, in order. */
    final List<String> order = new ArrayList<>();

    /** For each {@link #constant}: whether the weights were to be read where they are. */
    final List<Boolean> inPlace = new ArrayList<>();

    private record Kernel(Device device, Map<Integer, Object> arguments) {}

    private record Made(Device device, String what) {}

    FakeBinding(String... names) {
        this(DeviceInfo.Kind.GPU, names);
    }

    FakeBinding(DeviceInfo.Kind kind, String... names) {
        for (String name : names) {
            devices.add(new Device(
                    1, ++last, "Fake", name, kind, "1.0", 10 - devices.size(), 8 * LARGEST, LARGEST, 256, 1024, true));
        }
    }

    /** The next call of this name on this device fails. */
    synchronized FakeBinding fails(String call, String device, int code) {
        failures.put(call + " " + device, code);
        return this;
    }

    /** From now on the device computes wrong numbers. */
    FakeBinding computesWrong(String device) {
        wrong.add(device);
        return this;
    }

    void computesRight(String device) {
        wrong.remove(device);
    }

    /** The next call of this name does this first. */
    synchronized FakeBinding during(String call, Runnable what) {
        hooks.put(call, what);
        return this;
    }

    FakeBinding says(String text) {
        log = text;
        return this;
    }

    /** What has been made and not released. */
    synchronized int live() {
        return live.size();
    }

    private synchronized void called(String call, Device device) {
        calls.merge(call, 1, Integer::sum);
        order.add(call);
        Runnable hook = hooks.remove(call);
        if (hook != null) {
            hook.run();
        }
        Integer code = failures.remove(call + " " + device.name());
        if (code != null) {
            throw new ClFailure(call, code);
        }
    }

    private synchronized long made(Object what) {
        live.put(++last, what);
        return last;
    }

    private synchronized Object at(long handle) {
        Object found = live.get(handle);
        if (found == null) {
            throw new AssertionError("used after its release: " + handle);
        }
        return found;
    }

    private Device device(long handle) {
        return switch (at(handle)) {
            case Made made -> made.device();
            case Kernel kernel -> kernel.device();
            default -> throw new AssertionError(handle + " is not of one device");
        };
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public long context(Device device) {
        called("context", device);
        return made(new Made(device, "context"));
    }

    @Override
    public long queue(long context, Device device) {
        called("queue", device);
        return made(new Made(device, "queue"));
    }

    @Override
    public synchronized long buffer(long context, long bytes) {
        called("buffer", device(context));
        return made(memory.allocate(bytes, 64));
    }

    @Override
    public synchronized long constant(long context, MemorySegment values, boolean inPlace) {
        called("constant", device(context));
        this.inPlace.add(inPlace);
        return made(inPlace ? values : memory.allocate(values.byteSize(), 64).copyFrom(values));
    }

    @Override
    public long program(long context, String source) {
        called("program", device(context));
        return made(new Made(device(context), source));
    }

    @Override
    public long program(long context, Device device, byte[] binary) {
        called("binary", device);
        String text = new String(binary, java.nio.charset.StandardCharsets.UTF_8);
        if (!text.startsWith("built:")) {
            throw new ClFailure("binary", ClFailure.INVALID_BINARY);
        }
        return made(new Made(device, text));
    }

    @Override
    public void build(long program, Device device, String options) {
        called("build", device);
    }

    @Override
    public String log(long program, Device device) {
        return log;
    }

    @Override
    public byte[] binary(long program) {
        return ("built:" + device(program).name()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public long kernel(long program, String name) {
        called("kernel", device(program));
        return made(new Kernel(device(program), new HashMap<>()));
    }

    @Override
    public void argument(long kernel, int index, Memory value) {
        ((Kernel) at(kernel)).arguments().put(index, at(value.handle()));
    }

    @Override
    public void argument(long kernel, int index, int value) {
        ((Kernel) at(kernel)).arguments().put(index, value);
    }

    @Override
    public void argument(long kernel, int index, long value) {
        ((Kernel) at(kernel)).arguments().put(index, value);
    }

    @Override
    public void launch(long queue, long kernel, long groups, int across, int down) {
        Kernel what = (Kernel) at(kernel);
        called("launch", what.device());
        MemorySegment arena = (MemorySegment) what.arguments().get(0);
        MemorySegment weights = (MemorySegment) what.arguments().get(1);
        MemorySegment ids = (MemorySegment) what.arguments().get(2);
        int tokens = (Integer) what.arguments().get(3);
        for (int t = 0; t < tokens; t++) {
            float value = ids.getAtIndex(ValueLayout.JAVA_INT, t) * weights.getAtIndex(ValueLayout.JAVA_FLOAT, 0);
            arena.setAtIndex(
                    ValueLayout.JAVA_FLOAT,
                    16L * t,
                    wrong.contains(what.device().name()) ? value + 1 : value);
        }
    }

    @Override
    public void write(long queue, long buffer, MemorySegment from) {
        called("write", device(queue));
        ((MemorySegment) at(buffer)).copyFrom(from);
    }

    @Override
    public void copy(long queue, long from, long fromOffset, long to, long toOffset, long bytes) {
        called("copy", device(queue));
        ((MemorySegment) at(to))
                .asSlice(toOffset, bytes)
                .copyFrom(((MemorySegment) at(from)).asSlice(fromOffset, bytes));
    }

    @Override
    public void read(long queue, long buffer, long offset, MemorySegment to) {
        called("read", device(queue));
        to.copyFrom(((MemorySegment) at(buffer)).asSlice(offset, to.byteSize()));
    }

    @Override
    public void finish(long queue) {
        called("finish", device(queue));
    }

    @Override
    public synchronized void release(Kind kind, long handle) {
        if (live.remove(handle) == null) {
            throw new AssertionError("released twice: " + kind);
        }
    }
}
