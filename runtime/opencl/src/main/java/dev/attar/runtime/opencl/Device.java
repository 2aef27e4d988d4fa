package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceInfo.Kind;

/**
 * A device as its driver describes it.
 *
 * @param platformHandle the driver's
 * @param handle the driver's
 * @param platform name of the platform
 * @param name of the device
 * @param version of the driver, and of what the platform is built on
 * @param units compute units
 * @param memory bytes in all
 * @param largest bytes that one buffer may have
 * @param items work-items that a work-group may have
 * @param local bytes of local memory that a work-group may have
 * @param exactDivision whether divisions and roots can be asked to be rounded correctly
 */
record Device(
        long platformHandle,
        long handle,
        String platform,
        String name,
        Kind kind,
        String version,
        int units,
        long memory,
        long largest,
        long items,
        long local,
        boolean exactDivision) {
    /** For people. */
    String describe() {
        return name + " (" + platform + ", driver " + version + ")";
    }

    /** What tells it from other devices, drivers and versions: whatever was learnt about it holds for these. */
    String identity() {
        return platform + "\n" + name + "\n" + version;
    }
}
