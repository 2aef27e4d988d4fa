/** The part of Attar that runs: weights, workers, batches. No dependency besides the JDK. */
module dev.attar.runtime {
    requires static jdk.incubator.vector;

    exports dev.attar.runtime;
    exports dev.attar.runtime.device;
    exports dev.attar.runtime.kernel;

    uses dev.attar.runtime.device.DeviceRuntime;
}
