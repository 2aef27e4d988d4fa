package dev.attar.cli.doctor;

import dev.attar.runtime.files.PrivateStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The folders in which one run keeps what the next one needs. Each is made when it is first used. */
final class CacheFindings {
    private static final String AREA = "caches";

    private CacheFindings() {}

    /** @param home the user's home folder */
    static List<Finding> of(Map<String, String> environment, String home) {
        return Stream.of("classes", "opencl")
                .map(name -> finding(name, PrivateStore.of(environment, home, name)))
                .toList();
    }

    private static Finding finding(String name, PrivateStore store) {
        return store.refusal()
                .map(why -> Finding.wrong(
                        AREA,
                        name,
                        "not used: " + why,
                        "make it a folder that only its user can write to (chmod 700), or name another one with"
                                + " ATTAR_CACHE"))
                .orElseGet(() -> Finding.ok(AREA, name, kept(store)));
    }

    private static String kept(PrivateStore store) {
        Path folder = store.folder().orElseThrow();
        List<String> names = store.names("");
        long bytes = names.stream()
                .mapToLong(n -> folder.resolve(n).toFile().length())
                .sum();
        return folder + ", private, " + String.format(Locale.ROOT, "%d files, %.1f MB", names.size(), bytes / 1e6);
    }
}
