package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts models on OpenCL devices. One for each process is enough: what it learns about devices it tells the next one on disk. */
public final class OpenClRuntime implements DeviceRuntime {
    private static final DeviceStateStore NOTEBOOK =
            DeviceStateStore.of(System.getenv(), System.getProperty("user.home", ""));
    private static final DeviceHealth REPUTATION = new DeviceHealth(NOTEBOOK);
    private static final Uploads UPLOADS = new Uploads();

    private final Binding binding;
    private final DeviceStateStore store;
    private final DeviceHealth health;
    private final Uploads uploads;
    private final Map<String, String> environment;

    /** Found by {@link java.util.ServiceLoader}. */
    public OpenClRuntime() {
        this(new LwjglBinding(), NOTEBOOK, REPUTATION, UPLOADS, System.getenv());
    }

    OpenClRuntime(
            Binding binding,
            DeviceStateStore store,
            DeviceHealth health,
            Uploads uploads,
            Map<String, String> environment) {
        this.binding = binding;
        this.store = store;
        this.health = health;
        this.uploads = uploads;
        this.environment = environment;
    }

    @Override
    public DeviceModel open(DeviceProgram program, MemorySegment weights, Optional<String> device) {
        List<Device> meant = Devices.of(binding).named(device, environment);
        List<String> refused = new ArrayList<>();
        for (Device candidate : meant) {
            Optional<String> against = health.against(candidate);
            if (against.isEmpty()) {
                return new OpenClModel(binding, health, store, uploads, candidate, program, weights);
            }
            refused.add(candidate.describe() + ": " + against.get());
        }
        throw new DeviceException(
                Reason.NO_DEVICE,
                "no OpenCL device is to be used:\n  " + String.join("\n  ", refused)
                        + "\nanother version of the driver is tried again; attar devices --test tries these again");
    }

    @Override
    public void forget() {
        Devices.of(binding).all().forEach(health::forget);
    }

    @Override
    public Optional<String> missing() {
        return binding.missing();
    }

    @Override
    public List<DeviceInfo> devices() {
        return Devices.of(binding).all().stream()
                .map(d -> new DeviceInfo(
                        d.platform(),
                        d.name(),
                        d.kind(),
                        d.version(),
                        d.units(),
                        d.memory(),
                        health.models(d),
                        health.against(d)))
                .toList();
    }
}
