package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;

/**
 * What a caller keeps between calls of a session's entry points: blocks of sixteen slots, which the caller deals out. It lies where the
 * session computes, in the heap or on a device. One thread at a time changes it; calls may be under way meanwhile, of those who hold
 * blocks, which are never freed or cleared under them.
 */
public abstract sealed class CallState implements AutoCloseable permits HeapState, SessionDeviceState {
    CallState() {}

    /** How many blocks there are numbers for: 0 to one less. */
    public abstract int blocks();

    /**
     * Numbers for so many blocks from now on, no fewer than before; what is kept stays, in its blocks.
     *
     * @throws OutOfMemoryError when there is no memory in the heap; nothing has changed then
     * @throws dev.attar.runtime.device.DeviceException when a device has no memory, and nothing has changed; or when it failed
     */
    public abstract void grow(int blocks);

    /**
     * Gives a block memory, if it has none.
     *
     * @throws OutOfMemoryError when there is none in the heap; nothing has changed then
     */
    public abstract void allocate(int block);

    /** Blocks that nobody needs for now, and that are allocated before they are used again. */
    public abstract void free(int[] unused);

    /**
     * Copies what is in a block to another one.
     *
     * @throws dev.attar.runtime.device.DeviceException when a device has failed
     */
    public abstract void copy(int from, int to);

    /** Lets go of everything that is kept: there are no blocks until it grows again. */
    public abstract void clear();

    /** Lets go of the memory. */
    @Override
    public final void close() {
        clear();
    }

    /** @throws IllegalArgumentException when it is not of this session */
    abstract void check(Session called);

    static IllegalArgumentException ofAnother(Session called) {
        return new IllegalArgumentException("what is given as kept is of another session than this one of "
                + called.plan().model());
    }

    /** Tells a frame where it is, or how large at the least. */
    abstract void into(Frame frame);
}
