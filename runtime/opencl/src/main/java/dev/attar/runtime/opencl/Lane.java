package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.Grain;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** What one caller needs for itself: a queue, the kernels (which hold arguments), working memory that grows as it is needed. */
final class Lane implements DeviceCall, AutoCloseable {
    /** Work-groups that have working memory, for each compute unit: enough for units to finish together. */
    private static final int GROUPS_PER_UNIT = 8;

    private final Binding binding;
    private final Device device;
    private final ProgramPlan plan;
    private final DeviceCode code;
    private final long context;
    private final Binding.Memory weights;
    private final long queue;
    private final List<Long> kernels = new ArrayList<>();
    private final Room arena;
    private final Room scratch;
    private final Room ids;
    private final Room segments;
    private final Room starts;
    private Frame frame;
    private int output;
    private Grain grain = Grain.AS_SUITS;
    private long groups; // the most that have working memory in this call

    Lane(
            Binding binding,
            Device device,
            ProgramPlan plan,
            DeviceCode code,
            long context,
            long built,
            Binding.Memory weights) {
        this.binding = binding;
        this.device = device;
        this.plan = plan;
        this.code = code;
        this.context = context;
        this.weights = weights;
        this.queue = binding.queue(context, device);
        this.arena = room("activations");
        this.scratch = room("working memory");
        this.ids = room("token ids");
        this.segments = room("segment ids");
        this.starts = room("offsets");
        try {
            for (DeviceKernel kernel : code.kernels()) {
                kernels.add(binding.kernel(built, kernel.name()));
            }
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private Room room(String what) {
        return new Room(binding, device, context, what);
    }

    /** Computes an output and copies its rows. */
    void run(Frame call, int wanted, float[] values, Grain tasks) {
        frame = call;
        output = wanted;
        grain = tasks;
        try (Arena host = Arena.ofConfined()) {
            run(host, values);
        } finally {
            frame = null;
        }
    }

    /** Memory on the device that is this caller's alone. */
    long bytes() {
        return arena.bytes() + scratch.bytes() + ids.bytes() + segments.bytes() + starts.bytes();
    }

    private void run(Arena host, float[] values) {
        try {
            prepare(host);
            code.run(this);
            copy(host, values);
        } catch (RuntimeException | Error failed) {
            settle(); // before the host's memory is freed
            throw failed;
        }
    }

    private void prepare(Arena host) {
        int tokens = frame.tokens();
        // At the least one float: a buffer of none is an error.
        arena.make(Float.BYTES * Math.max(1, floats(plan.arena().floatsPerToken(), tokens)), tokens);
        long each = code.scratchFixed() + code.scratchPerPosition() * frame.longest();
        groups = Math.max(1, (long) GROUPS_PER_UNIT * device.units());
        if (each > 0) {
            groups = Math.clamp(device.largest() / (Float.BYTES * each), 1, groups);
        }
        scratch.make(Float.BYTES * Math.max(1, each * groups), tokens);
        input(host, ids, frame.ids(), tokens);
        input(host, segments, frame.segments(), tokens);
        input(host, starts, frame.starts(), frame.sequences() + 1);
    }

    /** Places in the arena are ints. */
    private long floats(long perToken, int tokens) {
        long floats = Math.multiplyExact(perToken, tokens);
        if (floats > Integer.MAX_VALUE) {
            throw new DeviceException(
                    Reason.MEMORY,
                    "a batch of " + tokens + " tokens needs " + floats + " floats of working memory, more than an index"
                            + " reaches: split it");
        }
        return floats;
    }

    private void input(Arena host, Room room, int[] values, int count) {
        room.make((long) Integer.BYTES * count, frame.tokens());
        MemorySegment bytes = host.allocate((long) Integer.BYTES * count, Integer.BYTES);
        MemorySegment.copy(values, 0, bytes, ValueLayout.JAVA_INT, 0, count);
        binding.write(queue, room.memory().handle(), bytes);
    }

    private void copy(Arena host, float[] values) {
        ProgramPlan.Output wanted = plan.outputs().get(output);
        int rows = values.length / wanted.columns();
        long first = wanted.floatsPerTokenBefore() * frame.tokens();
        MemorySegment all = host.allocate((long) Float.BYTES * rows * wanted.stride(), Float.BYTES);
        binding.read(queue, arena.memory().handle(), Float.BYTES * first, all);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(
                    all,
                    ValueLayout.JAVA_FLOAT,
                    (long) Float.BYTES * r * wanted.stride(),
                    values,
                    r * wanted.columns(),
                    wanted.columns());
        }
    }

    /** What has been begun still reads and writes memory of this call. */
    private void settle() {
        try {
            binding.finish(queue);
        } catch (ClFailure _) {
            // The failure that matters is on its way.
        }
    }

    // ---- the call, as the program sees it ----

    @Override
    public int tokens() {
        return frame.tokens();
    }

    @Override
    public int sequences() {
        return frame.sequences();
    }

    @Override
    public int longest() {
        return frame.longest();
    }

    @Override
    public boolean fine(long tasks) {
        return switch (grain) {
            case AS_SUITS -> tasks < device.units();
            case COARSE -> false;
            case FINE -> true;
        };
    }

    @Override
    public int output() {
        return output;
    }

    @Override
    public void launch(int kernel, long tasks, long... places) {
        if (tasks == 0) {
            return;
        }
        long handle = kernels.get(kernel);
        DeviceKernel what = code.kernels().get(kernel);
        boolean hasScratch = false;
        int place = 0;
        List<DeviceKernel.Argument> arguments = what.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case ARENA -> binding.argument(handle, i, arena.memory());
                case WEIGHTS -> binding.argument(handle, i, weights);
                case SCRATCH -> {
                    hasScratch = true;
                    binding.argument(handle, i, scratch.memory());
                }
                case IDS -> binding.argument(handle, i, ids.memory());
                case SEGMENTS -> binding.argument(handle, i, segments.memory());
                case STARTS -> binding.argument(handle, i, starts.memory());
                case TOKENS -> binding.argument(handle, i, frame.tokens());
                case SEQUENCES -> binding.argument(handle, i, frame.sequences());
                case LONGEST -> binding.argument(handle, i, frame.longest());
                case ARENA_PLACE -> binding.argument(handle, i, Math.toIntExact(places[place++]));
                case WEIGHTS_PLACE -> binding.argument(handle, i, places[place++]);
            }
        }
        binding.launch(queue, handle, hasScratch ? Math.min(tasks, groups) : tasks, what.across(), what.down());
    }

    @Override
    public void finish() {
        binding.finish(queue);
    }

    @Override
    public void close() {
        settle();
        kernels.forEach(k -> binding.release(Binding.Kind.KERNEL, k));
        List.of(arena, scratch, ids, segments, starts).forEach(Room::close);
        binding.release(Binding.Kind.QUEUE, queue);
    }
}
