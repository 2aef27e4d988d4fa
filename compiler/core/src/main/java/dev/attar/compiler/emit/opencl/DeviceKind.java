package dev.attar.compiler.emit.opencl;

/** Kinds of device that have kernels of their own. */
public enum DeviceKind {
    /** Processors: a work-group is one work-item with wide vectors. */
    CPU("Cpu"),
    /** All others: a work-group is many work-items. */
    GPU("Gpu");

    private final String suffix;

    DeviceKind(String suffix) {
        this.suffix = suffix;
    }

    /** At the end of the names of files and classes. */
    String suffix() {
        return suffix;
    }
}
