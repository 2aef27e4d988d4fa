package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All devices of a machine, the best first: GPUs before accelerators before processors, the one with more units first.
 *
 * @param missing what the program lacks to reach any driver
 */
record Devices(List<Device> all, Optional<String> missing) {
    /** Names a device where the caller does not: a part of its name, or its number. */
    static final String VARIABLE = "ATTAR_OPENCL_DEVICE";

    static Devices of(Binding binding) {
        List<Device> sorted = new ArrayList<>(binding.devices());
        sorted.sort(Comparator.comparing(Device::kind)
                .thenComparing(Comparator.comparingInt(Device::units).reversed()));
        return new Devices(List.copyOf(sorted), binding.missing());
    }

    /**
     * The devices that are meant, the best first.
     *
     * @throws DeviceException when there are none
     */
    List<Device> named(Optional<String> wanted, Map<String, String> environment) {
        String name = wanted.orElse(environment.getOrDefault(VARIABLE, "")).strip();
        if (all.isEmpty()) {
            throw new DeviceException(
                    Reason.NO_DEVICE,
                    missing.map(what -> "no OpenCL device can be reached: " + what)
                            .orElse("there is no OpenCL device on this machine: install its driver (the processor is"
                                    + " one with PoCL, package pocl-opencl-icd), or run on the processor without"
                                    + " OpenCL"));
        }
        if (name.isEmpty()) {
            return all;
        }
        if (name.matches("[0-9]{1,4}") && Integer.parseInt(name) < all.size()) {
            return List.of(all.get(Integer.parseInt(name)));
        }
        String part = name.toLowerCase(Locale.ROOT);
        List<Device> found = all.stream()
                .filter(d -> (d.platform() + ": " + d.name())
                        .toLowerCase(Locale.ROOT)
                        .contains(part))
                .toList();
        if (found.isEmpty()) {
            String there = all.stream().map(Device::name).collect(Collectors.joining(", "));
            throw new DeviceException(
                    Reason.NO_DEVICE,
                    "no OpenCL device is called '" + name + "'"
                            + (wanted.isPresent() ? "" : " (environment variable " + VARIABLE + ")") + "; there is "
                            + there);
        }
        return found;
    }
}
