package dev.attar.runtime.device;

import java.util.List;
import java.util.Optional;

/**
 * What there is to know about a device.
 *
 * @param platform who provides it
 * @param name what its driver calls it
 * @param kind processor, GPU or accelerator
 * @param driver the driver's version
 * @param units how many compute units it has
 * @param memory bytes of its memory
 * @param tested models that it has passed the self-test with, on this machine, by name
 * @param quarantine why it is not used; empty when nothing is held against it
 */
public record DeviceInfo(
        String platform,
        String name,
        Kind kind,
        String driver,
        int units,
        long memory,
        List<String> tested,
        Optional<String> quarantine) {
    /** What kind of device it is. */
    public enum Kind {
        GPU,
        ACCELERATOR,
        PROCESSOR
    }
}
