package dev.attar.runtime.opencl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known about each device: the programs it has passed the self-test with, what is held against it, and whether it was
 * lost in this process. Of another version of the driver nothing is known.
 */
final class Reputation {
    private static final byte[] NOTHING = {};

    private final Notebook notebook;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet(); // where nothing can be written
    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    Reputation(Notebook notebook) {
        this.notebook = notebook;
    }

    /** Why the device is not to be used; empty when nothing is held against it. */
    Optional<String> against(Device device) {
        if (lost.contains(device.identity())) {
            return Optional.of("it was lost in this process");
        }
        Optional<String> report = text(quarantine(device));
        if (report.isPresent()) {
            return report;
        }
        if (text(testing(device)).map(Reputation::isDead).orElse(false)) {
            return Optional.of("a process ended while it tested the device; the driver may have crashed");
        }
        return failed.contains(device.identity()) ? Optional.of("it failed the self-test") : Optional.empty();
    }

    /** It fails in a call: not used again by this process. */
    void lost(Device device) {
        lost.add(device.identity());
    }

    boolean isTested(Device device, String source) {
        String name = tested(device, source);
        return passed.contains(name) || notebook.read(name).isPresent();
    }

    /** Should this process end before the test does, the device is one that ends processes. */
    void testBegins(Device device) {
        testBegins(device, ProcessHandle.current().pid());
    }

    void testBegins(Device device, long process) {
        notebook.write(testing(device), Long.toString(process).getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing was found out. */
    void testAbandoned(Device device) {
        notebook.forget(testing(device));
    }

    /** Others may test at the same time. */
    private static boolean isDead(String process) {
        return !process.matches("[0-9]{1,18}")
                || ProcessHandle.of(Long.parseLong(process)).isEmpty();
    }

    private Optional<String> text(String name) {
        return notebook.read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String testing(Device device) {
        return Notebook.name(device.identity()) + ".testing";
    }

    void passed(Device device, String source) {
        notebook.forget(testing(device));
        notebook.forget(quarantine(device));
        passed.add(tested(device, source));
        notebook.write(tested(device, source), NOTHING);
    }

    void failed(Device device, String report) {
        failed.add(device.identity());
        notebook.forget(testing(device));
        notebook.write(quarantine(device), report.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is known about it any more. */
    void forget(Device device) {
        lost.remove(device.identity());
        failed.remove(device.identity());
        passed.removeIf(name -> name.startsWith(tested(device)));
        notebook.forget(testing(device));
        notebook.forget(quarantine(device));
        notebook.names(tested(device)).forEach(notebook::forget);
    }

    /** Programs that it has passed with. */
    int programs(Device device) {
        return notebook.names(tested(device)).size();
    }

    private static String quarantine(Device device) {
        return Notebook.name(device.identity()) + ".quarantine";
    }

    private static String tested(Device device) {
        return Notebook.name(device.identity()) + ".tested.";
    }

    private static String tested(Device device, String source) {
        return tested(device) + Notebook.name(source);
    }
}
