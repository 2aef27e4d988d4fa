package dev.attar.examples.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Follows the tutorial's own text: creates its files in an empty folder and runs its commands, with a Maven repository that has
 * nothing but what {@code mvn install -Dquick} installs.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the page's commands are those of a Unix shell")
class TutorialTest {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path FOLDER = TARGET.resolve("followed");
    private static final Path OUT = TARGET.resolve("followed.out");
    private static final Path ERR = TARGET.resolve("followed.err");

    private Page page;

    @BeforeEach
    void beginWithAnEmptyFolder() throws IOException {
        page = Page.read(Path.of("README.md"));
        deleteAll(FOLDER);
        for (Page.Block file : page.files()) {
            Path path = FOLDER.resolve(file.file());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.text());
        }
    }

    @Test
    void theCommandsPrintWhatThePageSaysAndTheSecondBuildMakesNothing() throws Exception {
        assertEquals(page.printed(), run(page.commands()));
        SortedMap<String, FileTime> first = built();
        String log = run("mvn package >&2");
        assertEquals("", log);
        String said = Files.readString(ERR);
        assertTrue(said.contains("1 spec, nothing has changed"), said);
        assertTrue(said.contains("all-minilm-l6-v2.onnx is imported, nothing has changed"), said);
        assertTrue(said.contains("Nothing to compile"), said);
        assertEquals(first, built(), said);
    }

    @Test
    void withoutTheFlagForTheCompilerThePluginSaysWhatIsMissing() throws Exception {
        Path pom = FOLDER.resolve("pom.xml");
        String text = Files.readString(pom);
        String flag = "<arg>--add-modules=jdk.incubator.vector</arg>";
        assertTrue(text.contains(flag), text);
        Files.writeString(pom, text.replace(flag, "").replace("<goal>import</goal>", "<!-- not needed to compile -->"));
        String said = failure("mvn compile");
        assertTrue(said.contains("add to the configuration of maven-compiler-plugin: <compilerArgs>" + flag), said);
        assertTrue(said.contains("package jdk.incubator.vector is not visible"), said);
    }

    @Test
    void aModelThatIsNotTheExpectedOneOrIsNotThereIsRefused() throws Exception {
        Path pom = FOLDER.resolve("pom.xml");
        String text = Files.readString(pom);
        String source = "<source>all-minilm-l6-v2.onnx</source>";
        Files.writeString(pom, text.replace(source, source + "<sha256>" + "0".repeat(64) + "</sha256>"));
        assertTrue(failure("mvn generate-sources").contains("and the POM expects " + "0".repeat(64)));
        Files.writeString(pom, text.replace(source, "<source>other.onnx</source>"));
        String said = failure("mvn generate-sources");
        assertTrue(said.contains("there is no other.onnx in") && said.contains("all-minilm-l6-v2.onnx"), said);
        Files.writeString(
                pom, text.replaceAll("<artifact>.*</artifact>", "").replace(source, "<source>notes.txt</source>"));
        said = failure("mvn generate-sources");
        assertTrue(said.contains("notes.txt is a text that begins with 'The meeting about the budget"), said);
    }

    @Test
    void theFirstCommandInstallsWhatThePageUses() throws IOException {
        assertTrue(Files.readString(Path.of("README.md")).contains("\n    mvn install -Dquick\n"));
        String product = Files.readString(Path.of("../../pom.xml")).replaceAll("(?s)<profiles>.*", "");
        for (String module : new String[] {"runtime/core", "runtime/text", "compiler/cli", "compiler/maven-plugin"}) {
            assertTrue(product.contains("<module>" + module + "</module>"), module);
        }
    }

    /** The files of the first build that a second one could make again. */
    private static SortedMap<String, FileTime> built() throws IOException {
        SortedMap<String, FileTime> files = new TreeMap<>();
        for (String folder : new String[] {"generated-sources", "classes", "model"}) {
            try (Stream<Path> all = Files.walk(FOLDER.resolve("target").resolve(folder))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(FOLDER.relativize(file).toString(), Files.getLastModifiedTime(file));
                }
            }
        }
        assertTrue(files.size() > 10, files.toString());
        return files;
    }

    /** Runs commands of the page; returns what they print, without what Maven says. */
    private static String run(String commands) throws Exception {
        assertEquals(0, status(commands), Files.readString(OUT) + Files.readString(ERR));
        return Files.readString(OUT);
    }

    /** Runs a command that is to fail; returns what Maven says. */
    private static String failure(String command) throws Exception {
        assertEquals(1, status(command), Files.readString(ERR));
        return Files.readString(ERR);
    }

    private static int status(String commands) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(FOLDER.toFile())
                .redirectOutput(OUT.toFile())
                .redirectError(ERR.toFile());
        String path = programs() + ":" + System.getProperty("java.home") + "/bin:" + System.getenv("PATH");
        shell.environment().put("PATH", path);
        shell.environment().put("LC_ALL", "C.UTF-8");
        Process process = shell.start();
        assertTrue(process.waitFor(10, TimeUnit.MINUTES), "hangs");
        return process.exitValue();
    }

    /** A folder whose {@code mvn} is that of this build, with a repository of its own, and says everything on standard error. */
    private static Path programs() throws IOException {
        Path bin = Files.createDirectories(TARGET.resolve("bin"));
        Path mvn = bin.resolve("mvn");
        Files.writeString(mvn, """
            #!/bin/sh
            JAVA_HOME='%s' exec '%s/bin/mvn' -B --no-transfer-progress -gs '%s' -Dmaven.repo.local='%s' "$@" >&2
            """.formatted(
                        System.getProperty("it.java.home"),
                        System.getProperty("it.maven.home"),
                        settings(),
                        System.getProperty("it.repository")));
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }

    /** What this build has downloaded already is taken from there. */
    private static Path settings() throws IOException {
        String repository =
                """
                    <id>downloaded</id>
                    <url>%s</url>
                    <releases><checksumPolicy>ignore</checksumPolicy></releases>
                    <snapshots><enabled>false</enabled></snapshots>
                """.formatted(Path.of(System.getProperty("it.downloaded")).toUri());
        return Files.writeString(TARGET.resolve("settings.xml"), """
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
            """.formatted(repository));
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
