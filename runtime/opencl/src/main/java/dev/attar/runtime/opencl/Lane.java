package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.Grain;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What one caller needs for itself: a queue, the kernels (which hold arguments), working memory that grows as it is needed. */
final class Lane implements DeviceCall, AutoCloseable {
    /** Work-groups that have working memory, for each compute unit: enough for units to finish together. */
    private static final int GROUPS_PER_UNIT = 8;

    /** As many rows as kernels for few of them take at once. */
    private static final int FEW = 16;

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
    private final List<Room> indices = new ArrayList<>(); // by input
    private final List<Room> starts = new ArrayList<>(); // by axis
    private Frame frame;
    private OpenClState kept; // null where the call keeps nothing
    private Wanted wanted;
    private Grain grain = Grain.AS_SUITS;
    private long scratchFloats; // of a work-group in this call
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
        plan.inputs().forEach(input -> indices.add(room(input.what() + "s")));
        plan.axes().forEach(axis -> starts.add(room("offsets of " + axis.name())));
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

    /**
     * What is to be computed, and where it goes.
     *
     * @param output index into the entry point's outputs
     * @param from the place of the first value
     */
    record Wanted(int output, float[] values, int from) {}

    /**
     * Computes an output and copies its rows.
     *
     * @param state what the caller keeps; null where the call keeps nothing
     */
    void run(Frame call, OpenClState state, Wanted result, Grain tasks) {
        frame = call;
        kept = state;
        wanted = result;
        grain = tasks;
        try (Arena host = Arena.ofConfined()) {
            run(host);
        } finally {
            frame = null;
            kept = null;
            wanted = null;
        }
    }

    /** Memory on the device that is this caller's alone. */
    long bytes() {
        return rooms().mapToLong(Room::bytes).sum();
    }

    private Stream<Room> rooms() {
        return Stream.of(Stream.of(arena, scratch), indices.stream(), starts.stream())
                .flatMap(Function.identity());
    }

    private void run(Arena host) {
        try {
            prepare(host);
            code.run(this);
            copy(host);
        } catch (RuntimeException | Error failed) {
            settle(); // before the host's memory is freed
            throw failed;
        }
    }

    private void prepare(Arena host) {
        EntryPlan entry = entry(frame);
        int rows = frame.rows(entry.axes().getFirst());
        // At the least one float: a buffer of none is an error.
        arena.make(Float.BYTES * Math.max(1, indexable(entry.arena().floats(frame))), rows);
        scratchFloats = code.scratch(frame.entry()).floats(frame);
        groups = Math.max(1, (long) GROUPS_PER_UNIT * device.units());
        if (scratchFloats > 0) {
            groups = Math.clamp(device.largest() / (Float.BYTES * scratchFloats), 1, groups);
        }
        scratch.make(Float.BYTES * Math.max(1, scratchFloats * groups), rows);
        for (int input : entry.inputs()) {
            int count = frame.rows(plan.inputs().get(input).axis());
            input(host, indices.get(input), frame.indices(input), count);
        }
        for (int axis : entry.axes()) {
            input(host, starts.get(axis), frame.starts(axis), frame.sequences() + 1);
        }
    }

    private EntryPlan entry(Frame call) {
        return plan.entries().get(call.entry());
    }

    /** Places in the arena are ints. */
    private static long indexable(long floats) {
        if (floats > Integer.MAX_VALUE) {
            throw new DeviceException(
                    Reason.MEMORY,
                    "a batch needs " + floats + " floats of working memory, more than an index reaches: split it");
        }
        return floats;
    }

    private void input(Arena host, Room room, int[] values, int count) {
        room.make((long) Integer.BYTES * count, count);
        MemorySegment bytes = host.allocate((long) Integer.BYTES * count, Integer.BYTES);
        MemorySegment.copy(values, 0, bytes, ValueLayout.JAVA_INT, 0, count);
        binding.write(queue, room.memory().handle(), bytes);
    }

    private void copy(Arena host) {
        EntryPlan.Output output = entry(frame).outputs().get(wanted.output());
        int rows = output.rows().count(frame);
        long first = output.begin().floats(frame);
        MemorySegment all = host.allocate((long) Float.BYTES * rows * output.stride(), Float.BYTES);
        binding.read(queue, arena.memory().handle(), Float.BYTES * first, all);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(
                    all,
                    ValueLayout.JAVA_FLOAT,
                    (long) Float.BYTES * r * output.stride(),
                    wanted.values(),
                    wanted.from() + r * output.columns(),
                    output.columns());
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
    public int sequences() {
        return frame.sequences();
    }

    @Override
    public int rows(int axis) {
        return frame.rows(axis);
    }

    @Override
    public int longest(int axis) {
        return frame.longest(axis);
    }

    @Override
    public int entry() {
        return frame.entry();
    }

    @Override
    public boolean few(long rows) {
        return switch (grain) {
            case AS_SUITS -> rows <= FEW;
            case COARSE, FINE -> false;
            case FEW -> true;
        };
    }

    @Override
    public boolean fine(long tasks) {
        return switch (grain) {
            case AS_SUITS -> tasks < device.units();
            case COARSE -> false;
            case FINE, FEW -> true;
        };
    }

    @Override
    public int output() {
        return wanted.output();
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
            DeviceKernel.Argument argument = arguments.get(i);
            int of = argument.of();
            switch (argument.kind()) {
                case ARENA -> binding.argument(handle, i, arena.memory());
                case WEIGHTS -> binding.argument(handle, i, weights);
                case SCRATCH -> {
                    hasScratch = true;
                    binding.argument(handle, i, scratch.memory());
                }
                case SCRATCH_FLOATS -> binding.argument(handle, i, Math.toIntExact(scratchFloats));
                case STATE -> binding.argument(handle, i, kept.memory());
                case INDICES -> binding.argument(handle, i, indices.get(of).memory());
                case STARTS -> binding.argument(handle, i, starts.get(of).memory());
                case ROWS -> binding.argument(handle, i, frame.rows(of));
                case SEQUENCES -> binding.argument(handle, i, frame.sequences());
                case LONGEST -> binding.argument(handle, i, frame.longest(of));
                case ARENA_PLACE -> binding.argument(handle, i, Math.toIntExact(places[place++]));
                case WEIGHTS_PLACE, STATE_PLACE -> binding.argument(handle, i, places[place++]);
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
        rooms().forEach(Room::close);
        binding.release(Binding.Kind.QUEUE, queue);
    }
}
