package dev.attar.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the control groups of a process, by which containers limit it, leave it of the machine's processors. */
final class ControlGroups {
    private static final String MOUNTED = "sys/fs/cgroup";

    private ControlGroups() {}

    /** The smallest quota of this process's groups, in processors; empty where there is none. */
    static Optional<Double> processors(SystemFiles files) {
        List<Double> quotas = new ArrayList<>();
        for (String line : files.text("proc/self/cgroup").orElse("").lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3
                    && (parts[1].isEmpty() || List.of(parts[1].split(",")).contains("cpu"))) {
                String mounted = parts[1].isEmpty() ? MOUNTED : MOUNTED + "/" + parts[1];
                for (String folder : upwards(parts[2])) {
                    quota(files, mounted + folder).ifPresent(quotas::add);
                }
            }
        }
        return quotas.stream().min(Double::compare);
    }

    /** A group's folder and those above it; in a container the path may be the host's, and the root is the group itself. */
    private static List<String> upwards(String path) {
        List<String> folders = new ArrayList<>();
        for (String at = path; at.length() > 1; at = at.substring(0, at.lastIndexOf('/'))) {
            folders.add(at);
        }
        folders.add("");
        return folders;
    }

    private static Optional<Double> quota(SystemFiles files, String folder) {
        Optional<String> both = files.text(folder + "/cpu.max");
        String[] words = both.map(text -> text.split("\\s+")).orElseGet(() -> new String[] {
            files.text(folder + "/cpu.cfs_quota_us").orElse(""),
            files.text(folder + "/cpu.cfs_period_us").orElse("")
        });
        boolean numbers = words.length == 2 && words[0].matches("[0-9]{1,15}") && words[1].matches("[1-9][0-9]{0,14}");
        return numbers ? Optional.of(Double.parseDouble(words[0]) / Long.parseLong(words[1])) : Optional.empty();
    }
}
