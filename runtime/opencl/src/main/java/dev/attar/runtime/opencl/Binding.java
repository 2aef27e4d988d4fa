package dev.attar.runtime.opencl;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of OpenCL, call by call; handles are the driver's. Every method fails with a {@link ClFailure} that has the
 * driver's code.
 */
interface Binding {
    /** All devices of all platforms; none where there is no driver. */
    List<Device> devices();

    /** What this program lacks to reach any driver, and what to do; empty when it lacks nothing. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    long context(Device device);

    /** A queue that runs one command after the other. */
    long queue(long context, Device device);

    /** Memory that kernels read and write. */
    long buffer(long context, long bytes);

    /** Memory that kernels only read, filled from {@code values}; where {@code inPlace}, it is those, which must stay. */
    long constant(long context, MemorySegment values, boolean inPlace);

    long program(long context, String source);

    long program(long context, Device device, byte[] binary);

    /** Compiles a program; {@link #log} says what is wrong with it when that fails. */
    void build(long program, Device device, String options);

    String log(long program, Device device);

    /** What a program was built to. */
    byte[] binary(long program);

    long kernel(long program, String name);

    void argument(long kernel, int index, Memory value);

    void argument(long kernel, int index, int value);

    void argument(long kernel, int index, long value);

    /** A memory object as an argument. */
    record Memory(long handle) {}

    /** So many work-groups of {@code across * down} work-items. */
    void launch(long queue, long kernel, long groups, int across, int down);

    /** Starts to fill the beginning of a buffer; {@code from} must stay as it is until {@link #read} or {@link #finish}. */
    void write(long queue, long buffer, MemorySegment from);

    /** Starts to copy bytes from a buffer to another one. */
    void copy(long queue, long from, long fromOffset, long to, long toOffset, long bytes);

    /** Waits for everything before, then copies. */
    void read(long queue, long buffer, long offset, MemorySegment to);

    /** Waits for everything. */
    void finish(long queue);

    void release(Kind kind, long handle);

    /** What a handle stands for. */
    enum Kind {
        CONTEXT,
        QUEUE,
        BUFFER,
        PROGRAM,
        KERNEL
    }
}
