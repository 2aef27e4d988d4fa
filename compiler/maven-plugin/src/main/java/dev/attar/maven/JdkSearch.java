package dev.attar.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the JDK to run the compiler with. The order: the one that the build names, the toolchain of the build, the JDK that
 * runs Maven, {@code ATTAR_JAVA}, {@code JAVA_HOME} and its kin, the {@code PATH}, the usual folders.
 */
final class JdkSearch {
    static final int LEAST = 25;

    private static final List<String> VARIABLES = List.of("ATTAR_JAVA", "JAVA_HOME", "JDK_HOME", "JAVA25_HOME");

    private final Map<String, String> environment;
    private final Path running;
    private final List<Path> folders;
    private final List<String> looked = new ArrayList<>();

    /**
     * @param running home of the JVM that Maven runs on
     * @param folders where JDKs lie side by side
     */
    JdkSearch(Map<String, String> environment, Path running, List<Path> folders) {
        this.environment = environment;
        this.running = running;
        this.folders = folders;
    }

    static JdkSearch here() {
        String home = System.getProperty("user.home", "");
        List<Path> folders = new ArrayList<>(List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                Path.of(home, ".sdkman", "candidates", "java"),
                Path.of(home, ".jdks")));
        Optional.ofNullable(System.getenv("ProgramFiles")).ifPresent(programs -> {
            folders.add(Path.of(programs, "Java"));
            folders.add(Path.of(programs, "Eclipse Adoptium"));
        });
        return new JdkSearch(System.getenv(), Path.of(System.getProperty("java.home")), folders);
    }

    /** Why there is none, and what to do. */
    static final class NotFound extends Exception {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message);
        }
    }

    /**
     * @param named the JDK that the build asks for; empty: none in particular
     * @param toolchains homes of the build's toolchains, best first
     */
    Jdk find(Optional<Path> named, List<Path> toolchains) throws NotFound {
        if (named.isPresent()) {
            return Jdk.in(named.get())
                    .filter(jdk -> jdk.version() >= LEAST)
                    .orElseThrow(
                            () -> new NotFound("jdkHome (attar.jdkHome) is " + named.get() + ", which is not a JDK "
                                    + LEAST + " or newer; name one, or leave it out to have one found"));
        }
        List<Supplier<Optional<Jdk>>> places = new ArrayList<>();
        for (Path toolchain : toolchains) {
            places.add(() -> candidate("toolchain " + toolchain, Jdk.in(toolchain)));
        }
        places.add(() -> candidate("the Java that runs Maven, " + running, Jdk.in(running)));
        for (String variable : VARIABLES) {
            places.add(() -> variable(variable));
        }
        places.add(this::onPath);
        for (Path folder : folders) {
            places.add(() -> beside(folder));
        }
        return places.stream()
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new NotFound(instructions()));
    }

    private Optional<Jdk> candidate(String place, Optional<Jdk> jdk) {
        looked.add(place + ": " + jdk.map(found -> "JDK " + found.version()).orElse("no JDK"));
        return jdk.filter(found -> found.version() >= LEAST);
    }

    private Optional<Jdk> variable(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(value);
        return candidate(name + "=" + value, Files.isDirectory(path) ? Jdk.in(path) : Jdk.of(path));
    }

    private Optional<Jdk> onPath() {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : List.of("java", "java.exe")) {
                if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                    return candidate("the java on the PATH, in " + folder, Jdk.of(Path.of(folder, name)));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Jdk> beside(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return candidate(
                    folder.toString(),
                    homes.sorted()
                            .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                            .flatMap(home -> Jdk.in(home).stream())
                            .filter(jdk -> jdk.version() >= LEAST)
                            .findFirst());
        } catch (IOException unreadable) {
            return candidate(folder.toString(), Optional.empty());
        }
    }

    private String instructions() {
        return String.join(
                "\n",
                "Attar's compiler needs a JDK " + LEAST
                        + " or newer, and there is none here. Maven itself may run on an older" + " one. Install a JDK "
                        + LEAST + ", and then do one of these:",
                "  - let the build choose it, for javac too: add to the POM",
                "        <plugin>",
                "            <artifactId>maven-toolchains-plugin</artifactId>",
                "            <version>3.2.0</version>",
                "            <executions><execution>",
                "                <goals><goal>select-jdk-toolchain</goal></goals>",
                "                <configuration><version>[" + LEAST + ",)</version></configuration>",
                "            </execution></executions>",
                "        </plugin>",
                "  - run Maven on it: set JAVA_HOME to it",
                "  - name it to Attar alone: -Dattar.jdkHome=…, or the environment variable ATTAR_JAVA",
                "Looked at:",
                "  " + String.join("\n  ", looked));
    }
}
