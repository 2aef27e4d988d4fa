package dev.attar.runtime.device;

import dev.attar.runtime.kernel.ProgramPlan;

/** One model compiled for devices. Generated; stateless, so one instance serves every caller. */
public interface DeviceProgram {
    /** What the runtime must prepare: weights and their packing, working memory, outputs. The same for every kind of device. */
    ProgramPlan plan();

    /** The kernels for a kind of device. All kinds compute the same; how the work is shared out differs. */
    DeviceCode code(DeviceInfo.Kind kind);
}
