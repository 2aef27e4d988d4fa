package dev.attar.runtime.device;

import dev.attar.runtime.kernel.Frame;

/** A program with its weights on one device; any number of threads may run it at once. */
public interface DeviceModel extends AutoCloseable {
    /** The device, for people. */
    String device();

    /**
     * Computes one output.
     *
     * @param frame the inputs and the entry point
     * @param kept what the caller keeps on this device between calls; null where the entry point keeps nothing
     * @param output index into the entry point's outputs
     * @param values where the rows go, one after another
     * @param from the place of the first value
     * @param grain how large the tasks are
     * @throws DeviceException when the device has no memory for it, or failed; what is in {@code values} is then undefined
     */
    void run(Frame frame, DeviceState kept, int output, float[] values, int from, Grain grain);

    /** Memory of a caller who keeps something between calls; without room for anything yet. */
    DeviceState state();

    /** Whether the device has passed the self-test with this program and this driver, now or before. */
    boolean isTested();

    /** The self-test begins: should the process end within, the device is not used again. */
    void testBegins();

    /** The self-test could not be made, for reasons that are not held against the device. */
    void testAbandoned();

    /** The device has passed. */
    void testPassed();

    /** The device has failed: it is quarantined, with the report, and not used again. */
    void testFailed(String report);

    /** Frees everything on the device. No call is in flight any more. */
    @Override
    void close();
}
