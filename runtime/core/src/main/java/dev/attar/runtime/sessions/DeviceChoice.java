package dev.attar.runtime.sessions;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** What reaches devices here, if anything does. */
public final class DeviceChoice {
    private DeviceChoice() {}

    /** What the class path offers; where it offers nothing, a runtime that says so to everyone. */
    public static DeviceRuntime installed() {
        Iterator<DeviceRuntime> found = ServiceLoader.load(DeviceRuntime.class, DeviceChoice.class.getClassLoader())
                .iterator();
        return found.hasNext() ? found.next() : new Nothing();
    }

    private static final class Nothing implements DeviceRuntime {
        @Override
        public DeviceModel open(DeviceProgram program, MemorySegment weights, Optional<String> device) {
            throw new DeviceException(
                    Reason.NO_RUNTIME,
                    program.plan().model()
                            + " is to run on an OpenCL device, but nothing on the class path reaches one:"
                            + " add the dependency dev.attar:attar-opencl, and org.lwjgl:lwjgl with the natives of this"
                            + " platform");
        }

        @Override
        public List<DeviceInfo> devices() {
            return List.of();
        }

        @Override
        public void forget() {}
    }
}
