package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceState;
import dev.attar.runtime.kernel.ProgramPlan;

/** What a caller keeps on a device: one buffer of blocks, which grows by being copied on the device. */
final class OpenClState implements DeviceState {
    private final OpenClModel model;
    private final Binding binding;
    private final Device device;
    private final ProgramPlan plan;
    private final long context;
    private Binding.Memory memory; // null as long as there is room for nothing
    private int blocks;
    private boolean closed;

    OpenClState(OpenClModel model, Binding binding, Device device, ProgramPlan plan, long context) {
        this.model = model;
        this.binding = binding;
        this.device = device;
        this.plan = plan;
        this.context = context;
    }

    Binding.Memory memory() {
        return memory;
    }

    @Override
    public int blocks() {
        return blocks;
    }

    /** Where a block begins, in bytes. */
    private long begin(int block) {
        return Math.multiplyExact((long) Float.BYTES * plan.state().blockFloats(), block);
    }

    @Override
    public void grow(int more) {
        if (closed) {
            throw new IllegalStateException("what was kept of " + plan.model() + " has been let go of");
        }
        long bytes = begin(more);
        if (bytes > device.largest()) {
            throw noRoom(more, null);
        }
        try {
            Binding.Memory larger = new Binding.Memory(binding.buffer(context, bytes));
            try {
                if (memory != null) {
                    copy(0, larger, 0, begin(blocks));
                }
            } catch (RuntimeException | Error failed) {
                binding.release(Binding.Kind.BUFFER, larger.handle());
                throw failed;
            }
            Binding.Memory before = memory;
            memory = larger;
            blocks = more;
            if (before != null) {
                binding.release(Binding.Kind.BUFFER, before.handle());
            }
        } catch (ClFailure failed) {
            if (failed.isOfMemory() || failed.code() == ClFailure.OUT_OF_RESOURCES) {
                throw noRoom(more, failed);
            }
            throw model.lost(failed);
        }
    }

    @Override
    public void copy(int from, int to) {
        try {
            copy(begin(from), memory, begin(to), begin(1));
        } catch (ClFailure failed) {
            throw model.lost(failed);
        }
    }

    /** Copies bytes from this memory, and waits until they are there. */
    private void copy(long from, Binding.Memory to, long at, long bytes) {
        long queue = binding.queue(context, device);
        try {
            binding.copy(queue, memory.handle(), from, to.handle(), at, bytes);
            binding.finish(queue);
        } finally {
            binding.release(Binding.Kind.QUEUE, queue);
        }
    }

    private DeviceException noRoom(int more, ClFailure failed) {
        return new DeviceException(
                Reason.MEMORY,
                "what " + plan.model() + " keeps of " + (long) more * ProgramPlan.State.SLOTS + " tokens needs "
                        + Bytes.of(begin(more)) + " on " + device.describe() + ", which gives at most "
                        + Bytes.of(device.largest()) + " at once of " + Bytes.of(device.memory())
                        + " in all: close sequences, or begin fewer",
                failed);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            model.forget(this);
            release();
        }
    }

    /** Frees the buffer; also of a device that is lost, and holds nothing any more. */
    void release() {
        closed = true;
        if (memory != null) {
            try {
                binding.release(Binding.Kind.BUFFER, memory.handle());
            } catch (ClFailure _) {
                // A lost device holds nothing any more.
            }
            memory = null;
            blocks = 0;
        }
    }
}
