package dev.attar.runtime.opencl;

import java.lang.System.Logger.Level;
import org.lwjgl.opencl.CL;
import org.lwjgl.system.Configuration;

/** The library through which drivers are reached: part of the system, and not there on every machine. */
final class Library {
    private static final boolean THERE = load();

    private Library() {}

    /** Whether there is one. */
    static boolean isThere() {
        return THERE;
    }

    private static boolean load() {
        // Else LWJGL takes a part of the JDK that is on its way out, and the JVM warns.
        Configuration.MEMORY_BACKEND.set("ffm");
        Configuration.OPENCL_EXPLICIT_INIT.set(true);
        String linux = "libOpenCL.so.1"; // the name without the number comes with packages for developers only
        Throwable why;
        try {
            if (Configuration.OPENCL_LIBRARY_NAME.get() == null
                    && System.getProperty("os.name").startsWith("Linux")) {
                CL.create(linux);
            } else {
                CL.create();
            }
            return true;
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError missing) {
            why = missing;
        }
        System.getLogger("dev.attar.runtime.opencl").log(Level.DEBUG, "no OpenCL on this machine: " + why.getMessage());
        return false;
    }
}
