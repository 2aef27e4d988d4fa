package dev.attar.cli.doctor;

import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The OpenCL devices; Attar needs none. */
final class DeviceFindings {
    private static final String AREA = "opencl";
    private static final String VARIABLE = "ATTAR_OPENCL_DEVICE";

    private DeviceFindings() {}

    static List<Finding> of(Optional<DeviceRuntime> runtime, Map<String, String> environment) {
        if (runtime.isEmpty()) {
            return List.of(
                    Finding.note(AREA, "devices", "not looked for", "add dev.attar:attar-opencl to use devices"));
        }
        List<DeviceInfo> devices = runtime.get().devices();
        if (devices.isEmpty()) {
            return List.of(runtime.get()
                    .missing()
                    .map(missing -> Finding.note(AREA, "devices", "out of reach", missing))
                    .orElse(Finding.ok(
                            AREA, "devices", "none; models run on the processor (a GPU needs its maker's driver)")));
        }
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            found.add(device(Integer.toString(i), devices.get(i)));
        }
        String wanted = environment.getOrDefault(VARIABLE, "").strip();
        if (!wanted.isEmpty() && !isThere(wanted, devices)) {
            found.add(Finding.wrong(
                    AREA,
                    VARIABLE,
                    "'" + wanted + "', which no device is called",
                    "give a part of a name above, or its number, or unset it"));
        }
        return found;
    }

    private static Finding device(String number, DeviceInfo device) {
        String name = device.name() + " (" + device.platform() + ", driver " + device.driver() + ")";
        if (device.quarantine().isPresent()) {
            return Finding.wrong(
                    AREA,
                    number,
                    name + ", in quarantine: " + device.quarantine().get(),
                    "update its driver, then attar devices --test");
        }
        return device.tested().isEmpty()
                ? Finding.note(AREA, number, name + ", not tested yet", "attar devices --test tries it now")
                : Finding.ok(
                        AREA, number, name + ", passed with " + device.tested().size() + " models");
    }

    private static boolean isThere(String wanted, List<DeviceInfo> devices) {
        return wanted.matches("[0-9]{1,4}") && Integer.parseInt(wanted) < devices.size()
                || devices.stream()
                        .map(d -> (d.platform() + ": " + d.name()).toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.contains(wanted.toLowerCase(Locale.ROOT)));
    }
}
