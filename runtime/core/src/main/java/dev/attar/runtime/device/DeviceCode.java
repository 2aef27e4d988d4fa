package dev.attar.runtime.device;

import dev.attar.runtime.kernel.SizeFormula;
import java.util.List;

/** The kernels of a model for a kind of device. Generated; stateless. */
public interface DeviceCode {
    /** The kernels as source. */
    String source();

    /** Every kernel of the source, each once; a launch names one by its place here. */
    List<DeviceKernel> kernels();

    /** Launches the kernels that compute an output of an entry point, as the call says, in execution order. */
    void run(DeviceCall call);

    /** Floats of working memory that a work-group needs in a call of an entry point. */
    SizeFormula scratch(int entry);

    /** The most bytes of local memory that a work-group needs. */
    long localBytes();
}
