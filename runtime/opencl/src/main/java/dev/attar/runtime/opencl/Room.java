package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;

/** A piece of a device's memory that grows when a call needs more than it has. */
final class Room implements AutoCloseable {
    private final Binding binding;
    private final Device device;
    private final long context;
    private final String what;
    private Binding.Memory memory; // null as long as nothing was needed
    private long bytes;

    /** @param what for messages */
    Room(Binding binding, Device device, long context, String what) {
        this.binding = binding;
        this.device = device;
        this.context = context;
        this.what = what;
    }

    Binding.Memory memory() {
        return memory;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Has at least so many bytes from now on; what was in it may be lost.
     *
     * @param tokens of the call, for the message
     * @throws DeviceException when the device has not so many
     */
    void make(long needed, int tokens) {
        if (needed <= bytes) {
            return;
        }
        if (needed > device.largest()) {
            throw tooLarge(needed, tokens, null);
        }
        close();
        long eighthMore = Math.min(device.largest(), needed + needed / 8);
        try {
            memory = new Binding.Memory(binding.buffer(context, eighthMore));
            bytes = eighthMore;
        } catch (ClFailure failed) {
            if (failed.isOfMemory() || failed.code() == ClFailure.OUT_OF_RESOURCES) {
                throw tooLarge(needed, tokens, failed);
            }
            throw failed;
        }
    }

    private DeviceException tooLarge(long needed, int tokens, ClFailure failed) {
        return new DeviceException(
                Reason.MEMORY,
                "a batch of " + tokens + " tokens needs " + Bytes.of(needed) + " for its " + what + " on "
                        + device.name()
                        + ", which gives at most " + Bytes.of(device.largest()) + " at once of "
                        + Bytes.of(device.memory()) + " in all: split the batch",
                failed);
    }

    @Override
    public void close() {
        if (memory != null) {
            binding.release(Binding.Kind.BUFFER, memory.handle());
            memory = null;
            bytes = 0;
        }
    }
}
