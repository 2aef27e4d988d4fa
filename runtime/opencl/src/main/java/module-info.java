/** Runs models on OpenCL devices. */
module dev.attar.runtime.opencl {
    requires dev.attar.runtime;
    requires org.lwjgl;
    requires org.lwjgl.opencl;

    provides dev.attar.runtime.device.DeviceRuntime with
            dev.attar.runtime.opencl.OpenClRuntime;
}
