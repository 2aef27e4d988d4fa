package dev.attar.maven.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A project of {@code src/it}, copied to a folder of its own, to be built by a Maven of its own. */
record Project(Path folder) {
    private static final Path SOURCES = Path.of("src/it").toAbsolutePath();
    private static final Path COPIES = Path.of("target/it").toAbsolutePath();
    private static final Path SETTINGS = settings();

    /** Copies the project {@code name} and the parent of all beside it. */
    static Project copy(String name, String to) throws IOException {
        Path home = COPIES.resolve(to);
        delete(home);
        fill(SOURCES.resolve("pom.xml"), home.resolve("pom.xml"));
        Path folder = home.resolve(name);
        copyTree(SOURCES.resolve(name), folder);
        return new Project(folder);
    }

    /** Copies this one as it stands, with all that was built. */
    Project copy(String to) throws IOException {
        Path home = COPIES.resolve(to);
        delete(home);
        Path copy = home.resolve(folder.getFileName());
        copyTree(folder.getParent(), home);
        return new Project(copy);
    }

    /** A finished Maven. */
    record Build(int status, String log) {
        Build succeeded() {
            if (status != 0) {
                throw new AssertionError("the build failed:\n" + log);
            }
            return this;
        }

        Build failed() {
            if (status == 0) {
                throw new AssertionError("the build should have failed:\n" + log);
            }
            return this;
        }

        Build says(String... texts) {
            for (String text : texts) {
                if (!log.contains(text)) {
                    throw new AssertionError("not in the log: " + text + "\n" + log);
                }
            }
            return this;
        }
    }

    /** Runs Maven, with these goals and options. */
    Build maven(String... arguments) throws IOException {
        List<String> log = new ArrayList<>();
        InvocationRequest request = new DefaultInvocationRequest();
        request.setBaseDirectory(folder.toFile());
        request.setGlobalSettingsFile(SETTINGS.toFile());
        request.setLocalRepositoryDirectory(Path.of(property("it.repository")).toFile());
        request.setJavaHome(Path.of(property("it.java.home")).toFile());
        request.setBatchMode(true);
        request.setNoTransferProgress(true);
        request.addArgs(List.of(arguments));
        request.setOutputHandler(log::add);
        request.setErrorHandler(log::add);
        request.setTimeoutInSeconds(600);
        DefaultInvoker invoker = new DefaultInvoker();
        invoker.setMavenHome(Path.of(property("it.maven.home")).toFile());
        try {
            InvocationResult result = invoker.execute(request);
            if (result.getExecutionException() != null) {
                throw new AssertionError(String.join("\n", log), result.getExecutionException());
            }
            return new Build(result.getExitCode(), String.join("\n", log));
        } catch (MavenInvocationException e) {
            throw new AssertionError(e);
        }
    }

    /** What the ordinary build has downloaded already is taken from there. */
    private static Path settings() {
        String repository = """
                <id>downloaded</id>
                <url>%s</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
            """.formatted(Path.of(property("it.downloaded")).toUri());
        String text = """
            <settings>
              <profiles>
                <profile>
                  <id>it</id>
                  <repositories><repository>%1$s</repository></repositories>
                  <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>it</activeProfile></activeProfiles>
            </settings>
            """.formatted(repository);
        try {
            // Without a folder .mvn here these Mavens would take the options of this repository's own build.
            Path options = Files.createDirectories(COPIES.resolve(".mvn"));
            Files.writeString(options.resolve("jvm.config"), "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m\n");
            return Files.writeString(COPIES.resolve("settings.xml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String below) {
        return folder.resolve(below);
    }

    String text(String below) throws IOException {
        return Files.readString(path(below));
    }

    /** Replaces a part of a file, which must be there. */
    void replace(String below, String part, String by) throws IOException {
        String text = text(below);
        if (!text.contains(part)) {
            throw new AssertionError("not in " + below + ": " + part);
        }
        Files.writeString(path(below), text.replace(part, by));
    }

    /** A file with its last change, to see whether it was touched. */
    record Seen(String text, FileTime changed) {}

    /** All files below a folder; none when there is no such folder. */
    SortedMap<String, Seen> files(String below) throws IOException {
        SortedMap<String, Seen> files = new TreeMap<>();
        Path root = path(below);
        if (Files.isDirectory(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(
                            root.relativize(file).toString().replace('\\', '/'),
                            new Seen(
                                    Files.readString(file, StandardCharsets.ISO_8859_1),
                                    Files.getLastModifiedTime(file)));
                }
            }
        }
        return files;
    }

    static String property(String name) {
        String value = name.equals("it.jdk") ? System.getProperty("java.home") : System.getProperty(name);
        if (value == null) {
            throw new AssertionError("these tests run in Maven's integration-test phase: " + name + " is not set");
        }
        return value;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                if (file.endsWith("pom.xml")) {
                    fill(file, copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Writes a POM with the tokens filled in. */
    private static void fill(Path from, Path to) throws IOException {
        String text = Files.readString(from);
        for (String token : List.of("attar", "compiler", "dependency", "jar", "resources", "surefire", "toolchains")) {
            text = text.replace("@" + token + ".version@", property("it." + token + ".version"));
        }
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
