package dev.attar.runtime.device;

/** Memory on a device in which a caller keeps something between calls of a model, in blocks. Nobody uses it while it grows. */
public interface DeviceState extends AutoCloseable {
    /** How many blocks it has. */
    int blocks();

    /**
     * Has so many blocks from now on, no fewer than before; what is kept stays, in its blocks.
     *
     * @throws DeviceException when the device has no memory for it, and nothing has changed; or when it failed
     */
    void grow(int blocks);

    /**
     * Copies what is in a block to another one.
     *
     * @throws DeviceException when the device has failed
     */
    void copy(int from, int to);

    /** Frees the memory. */
    @Override
    void close();
}
