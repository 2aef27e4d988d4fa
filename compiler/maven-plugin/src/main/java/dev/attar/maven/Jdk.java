package dev.attar.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK on this machine.
 *
 * @param version its feature version, such as 25
 */
record Jdk(Path home, int version) {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    /** The JDK in that folder; none when there is no {@code javac} (a JRE), or no telling its version. */
    static Optional<Jdk> in(Path home) {
        try {
            if (!isTool(home, "java") || !isTool(home, "javac")) {
                return Optional.empty();
            }
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1)))) : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The JDK that a {@code java} belongs to, through all links. */
    static Optional<Jdk> of(Path java) {
        try {
            return Optional.ofNullable(java.toRealPath().getParent())
                    .map(Path::getParent)
                    .flatMap(Jdk::in);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    Path java() {
        Path windows = home.resolve("bin/java.exe");
        return Files.exists(windows) ? windows : home.resolve("bin/java");
    }

    private static boolean isTool(Path home, String name) {
        return Files.isExecutable(home.resolve("bin/" + name))
                || Files.isExecutable(home.resolve("bin/" + name + ".exe"));
    }
}
