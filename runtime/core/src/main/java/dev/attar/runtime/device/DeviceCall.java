package dev.attar.runtime.device;

import dev.attar.runtime.kernel.CallSizes;

/** One call of a program on a device. What a launch writes, the launches after it see. */
public interface DeviceCall extends CallSizes {
    /** Whether a kernel is to run in its tasks for few rows, of a product or of the longest sequence, where there are so many. */
    boolean few(long rows);

    /** Whether a kernel is to run in its finer tasks, where there would be {@code tasks} of the others: see {@link Grain}. */
    boolean fine(long tasks);

    /** Index of the entry point in the plan. */
    int entry();

    /** Index of the wanted output in the entry point's plan. */
    int output();

    /**
     * Runs a kernel on the device after those launched before it.
     *
     * @param kernel its place in {@link DeviceCode#kernels()}
     * @param tasks how many there are; a work-group takes one at a time
     * @param places where the kernel's buffers begin, in their order
     */
    void launch(int kernel, long tasks, long... places);

    /** Waits until all that was launched is done. Only who measures single launches needs it. */
    void finish();
}
