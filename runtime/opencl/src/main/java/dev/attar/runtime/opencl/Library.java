package dev.attar.runtime.opencl;

import java.lang.System.Logger.Level;
import org.lwjgl.opencl.CL;
import org.lwjgl.system.Configuration;

/**
 * The library through which drivers are reached: part of the system, and not there on every machine. Before it comes LWJGL's own
 * native part, which a program has as a jar for its platform.
 */
final class Library {
    /** What there is. */
    enum Found {
        ALL,
        /** No OpenCL on this machine. */
        NO_DRIVER,
        /** LWJGL without its native part. */
        NO_NATIVES
    }

    private static final Found FOUND = load();

    private Library() {}

    static Found found() {
        return FOUND;
    }

    private static Found load() {
        // Else LWJGL takes a part of the JDK that is on its way out, and the JVM warns.
        Configuration.MEMORY_BACKEND.set("ffm");
        Configuration.OPENCL_EXPLICIT_INIT.set(true);
        String linux = "libOpenCL.so.1"; // the name without the number comes with packages for developers only
        Found without = Found.NO_NATIVES;
        Throwable why;
        try {
            org.lwjgl.system.Library.initialize();
            without = Found.NO_DRIVER;
            if (Configuration.OPENCL_LIBRARY_NAME.get() == null
                    && System.getProperty("os.name").startsWith("Linux")) {
                CL.create(linux);
            } else {
                CL.create();
            }
            return Found.ALL;
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError missing) {
            why = missing;
        }
        System.getLogger("dev.attar.runtime.opencl").log(Level.DEBUG, without + ": " + why.getMessage());
        return without;
    }
}
