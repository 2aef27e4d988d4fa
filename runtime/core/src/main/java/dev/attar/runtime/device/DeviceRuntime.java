package dev.attar.runtime.device;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** What reaches the devices of one kind. A module provides it; {@link java.util.ServiceLoader} finds it. */
public interface DeviceRuntime {
    /**
     * Puts a program and its weights on a device. Devices that are lost or quarantined are passed over.
     *
     * @param weights the packed weights, which stay where they are until the model is closed
     * @param device a part of the device's name, or its number in {@link #devices()}; empty: what the environment says, else
     *     the best
     * @throws DeviceException when there is no such device, or none at all; when the program cannot be built; when the weights
     *     do not fit
     */
    DeviceModel open(DeviceProgram program, MemorySegment weights, Optional<String> device);

    /** All devices there are, the best first. Empty where there is no driver. */
    List<DeviceInfo> devices();

    /** What a program lacks to reach any driver, as one sentence that says what to add; empty when it lacks nothing. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Forgets what was learnt about devices on this machine: each is tested again, those in quarantine too. */
    void forget();
}
