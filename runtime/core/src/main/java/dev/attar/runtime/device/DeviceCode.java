package dev.attar.runtime.device;

import java.util.List;

/** The kernels of a model for a kind of device. Generated; stateless. */
public interface DeviceCode {
    /** The kernels as source. */
    String source();

    /** Every kernel of the source, each once; a launch names one by its place here. */
    List<DeviceKernel> kernels();

    /** Launches the kernels that compute {@link DeviceCall#output()}, in execution order. */
    void run(DeviceCall call);

    /** The most floats of working memory that a work-group needs besides what grows with the sequences. */
    long scratchFixed();

    /** Floats of working memory that a work-group needs for each token of the longest sequence, rounded up to a multiple of 16. */
    long scratchPerPosition();

    /** The most bytes of local memory that a work-group needs. */
    long localBytes();
}
