package dev.attar.runtime.opencl;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known about each device: the programs it has passed the self-test with, why it was rejected, and whether it was
 * lost in this process. Of another version of the driver nothing is known.
 */
final class DeviceHealth {
    private final DeviceStateStore store;
    private final Set<Long> lost = ConcurrentHashMap.newKeySet(); // one of several that are alike may be
    private final Set<String> markers = ConcurrentHashMap.newKeySet(); // of tests in this process
    private final Set<String> failed = ConcurrentHashMap.newKeySet(); // where nothing can be written
    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    DeviceHealth(DeviceStateStore store) {
        this.store = store;
        // Whoever ends a process in order, by Ctrl-C too, has nothing against the device; a driver that crashes asks
        // nobody.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> markers.forEach(store::forget)));
    }

    /** Why the device is not to be used; empty when it may. */
    Optional<String> against(Device device) {
        if (lost.contains(device.handle())) {
            return Optional.of("it was lost in this process");
        }
        Optional<String> report = text(quarantine(device));
        if (report.isPresent()) {
            return report;
        }
        if (store.names(testing(device)).stream()
                .flatMap(marker -> text(marker).stream())
                .anyMatch(DeviceHealth::isDead)) {
            return Optional.of("a process ended while it tested the device; the driver may have crashed");
        }
        return failed.contains(device.identity()) ? Optional.of("it failed the self-test") : Optional.empty();
    }

    /** It fails in a call: not used again by this process. */
    void lost(Device device) {
        lost.add(device.handle());
    }

    boolean isTested(Device device, String source) {
        String name = tested(device, source);
        return passed.contains(name) || store.read(name).isPresent();
    }

    /**
     * Should this process end before the test does, the device is one that ends processes.
     *
     * @return what {@link #testEnds} is to be told
     */
    String testBegins(Device device) {
        return testBegins(device, ProcessHandle.current().pid());
    }

    String testBegins(Device device, long process) {
        String marker = testing(device) + UUID.randomUUID();
        markers.add(marker);
        store.write(marker, (process + " " + started(process)).getBytes(StandardCharsets.UTF_8));
        return marker;
    }

    /** Whatever came of it. */
    void testEnds(String marker) {
        store.forget(marker);
        markers.remove(marker);
    }

    /** Others may test at the same time. A process that began at another time has the number of one that is no more. */
    private static boolean isDead(String process) {
        String[] words = process.split(" ");
        return !words[0].matches("[0-9]{1,18}")
                || ProcessHandle.of(Long.parseLong(words[0])).isEmpty()
                || !process.equals(words[0] + " " + started(Long.parseLong(words[0])));
    }

    private static long started(long process) {
        return ProcessHandle.of(process)
                .flatMap(p -> p.info().startInstant())
                .map(Instant::toEpochMilli)
                .orElse(0L);
    }

    private Optional<String> text(String name) {
        return store.read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String testing(Device device) {
        return DeviceStateStore.name(device.identity()) + ".testing.";
    }

    void passed(Device device, String source, String model) {
        store.forget(quarantine(device));
        passed.add(tested(device, source));
        store.write(tested(device, source), model.getBytes(StandardCharsets.UTF_8));
    }

    void failed(Device device, String report) {
        failed.add(device.identity());
        store.write(quarantine(device), report.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is known about it any more. */
    void forget(Device device) {
        lost.remove(device.handle());
        failed.remove(device.identity());
        passed.removeIf(name -> name.startsWith(tested(device)));
        store.forget(quarantine(device));
        store.names(testing(device)).forEach(store::forget);
        store.names(tested(device)).forEach(store::forget);
    }

    /** Models that it has passed with, by name. */
    List<String> models(Device device) {
        return store.names(tested(device)).stream()
                .flatMap(name -> text(name).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static String quarantine(Device device) {
        return DeviceStateStore.name(device.identity()) + ".quarantine";
    }

    private static String tested(Device device) {
        return DeviceStateStore.name(device.identity()) + ".tested.";
    }

    private static String tested(Device device, String source) {
        return tested(device) + DeviceStateStore.name(source);
    }
}
