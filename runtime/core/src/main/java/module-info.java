/** The part of Attar that runs: weights, workers, batches. No dependency besides the JDK. */
@SuppressWarnings("module") // the others are compiled later
module dev.attar.runtime {
    requires static jdk.incubator.vector;

    exports dev.attar.runtime;
    exports dev.attar.runtime.decode;
    exports dev.attar.runtime.device;
    exports dev.attar.runtime.kernel;
    exports dev.attar.runtime.training;
    exports dev.attar.runtime.files to
            dev.attar.compiler,
            dev.attar.importer,
            dev.attar.runtime.opencl,
            dev.attar.text,
            dev.attar.train;

    uses dev.attar.runtime.device.DeviceRuntime;
}
