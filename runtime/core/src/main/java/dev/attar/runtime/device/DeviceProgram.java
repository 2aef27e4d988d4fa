package dev.attar.runtime.device;

import dev.attar.runtime.kernel.ProgramPlan;
import java.util.List;

/** One model compiled for a kind of device. Generated; stateless, so one instance serves every caller. */
public interface DeviceProgram {
    /** What the runtime must prepare: weights and their packing, working memory, outputs. */
    ProgramPlan plan();

    /** The kernels as source. */
    String source();

    /** Every kernel of the source, each once; a launch names one by its place here. */
    List<DeviceKernel> kernels();

    /** Launches the kernels that compute {@link DeviceCall#output()}, in execution order. */
    void run(DeviceCall call);
}
