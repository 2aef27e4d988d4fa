package dev.attar.cli.doctor;

import dev.attar.runtime.device.DeviceRuntime;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.tools.ToolProvider;

/** All findings about this process and its machine. */
public final class Examination {
    private Examination() {}

    /** @param environment the variables that decide about caches and devices */
    public static List<Finding> of(SystemFiles files, Map<String, String> environment) {
        JvmFlags flags = JvmFlags.ofThisProcess();
        Runtime jvm = Runtime.getRuntime();
        List<Finding> found = new ArrayList<>();
        found.addAll(JavaFindings.of(System::getProperty, flags, ToolProvider.getSystemJavaCompiler() != null));
        found.addAll(VectorFindings.of(Processor.of(files, System.getProperty("os.arch", "")), flags));
        found.addAll(LimitFindings.of(files, flags, jvm.availableProcessors(), memory(), jvm.maxMemory()));
        found.addAll(DeviceFindings.of(ServiceLoader.load(DeviceRuntime.class).findFirst(), environment));
        found.addAll(CacheFindings.of(environment, System.getProperty("user.home", "")));
        return List.copyOf(found);
    }

    /** Those of the machine that this process runs on. */
    public static List<Finding> ofThisMachine() {
        return of(new SystemFiles(Path.of("/")), System.getenv());
    }

    private static long memory() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize() : 0;
    }
}
