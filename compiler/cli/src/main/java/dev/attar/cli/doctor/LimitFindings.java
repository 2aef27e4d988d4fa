package dev.attar.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much of the machine this process may use: a container may give it less than there is. */
final class LimitFindings {
    private static final String AREA = "limits";
    private static final double MEGA = 1e6;
    private static final long KIBI = 1024;

    private LimitFindings() {}

    /**
     * @param processors how many the JVM uses
     * @param memory bytes that the JVM knows of, a container's limit included; 0: not known
     * @param heap the most bytes of the heap
     */
    static List<Finding> of(SystemFiles files, JvmFlags flags, int processors, long memory, long heap) {
        List<Finding> found = new ArrayList<>();
        found.addAll(processors(files, flags, processors));
        if (memory > 0) {
            Optional<Long> machine = files.values("proc/meminfo", "MemTotal").stream()
                    .filter(total -> total.matches("[0-9]{1,15} kB"))
                    .map(total -> Long.parseLong(total.split(" ")[0]) * KIBI)
                    .findFirst();
            boolean limited = machine.isPresent() && memory < machine.get();
            found.add(Finding.ok(
                    AREA,
                    "memory",
                    megabytes(memory)
                            + (limited ? ", a container's limit; the machine has " + megabytes(machine.get()) : "")));
        }
        found.add(Finding.ok(
                AREA,
                "heap",
                "at most " + megabytes(heap)
                        + "; packed weights are mapped outside of it (ATTAR_JAVA_OPTS=-Xmx… for more)"));
        return found;
    }

    private static List<Finding> processors(SystemFiles files, JvmFlags flags, int processors) {
        int there = files.values("proc/cpuinfo", "processor").size();
        Optional<Double> quota = ControlGroups.processors(files);
        StringBuilder value = new StringBuilder().append(processors);
        if (there > processors) {
            value.append(" of the machine's ").append(there);
        }
        quota.ifPresent(most -> value.append(String.format(Locale.ROOT, ", a container's quota of %.2f", most)));
        if (flags.number("ActiveProcessorCount", -1) > 0) {
            value.append(", set by -XX:ActiveProcessorCount");
        }
        if (quota.isPresent() && quota.get() < processors) {
            return List.of(Finding.note(
                    AREA,
                    "processors",
                    value.toString(),
                    "a quota that is less than the threads stops them all for parts of each period: use --threads "
                            + Math.max(1, (int) Math.floor(quota.get()))
                            + " (Options.withThreads), or give the container whole processors"));
        }
        return List.of(Finding.ok(AREA, "processors", value + "; models use as many threads unless told otherwise"));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGA);
    }
}
