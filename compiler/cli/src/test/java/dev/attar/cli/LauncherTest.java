package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script at the top of the repository, in a copy of the repository that holds only what the script looks at. Maven and
 * the JDKs are stand-ins that write down how they were called.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final Path SCRIPT = Path.of("../../attar").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path root;
    private Path bin;
    private Path mavenCalls;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(folder.resolve("a checkout"));
        Files.copy(SCRIPT, root.resolve("attar"));
        for (String module : List.of("grammar", "compiler/cli", "compiler/core", "runtime/core")) {
            Files.createDirectories(root.resolve(module + "/src/main/java"));
            Files.writeString(root.resolve(module + "/pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        bin = Files.createDirectories(folder.resolve("bin"));
        mavenCalls = folder.resolve("maven-calls");
        executable(bin.resolve("mvn"), "echo \"$@\" >> '" + mavenCalls + "'; mkdir -p compiler/cli/target; echo built");
    }

    @Test
    void buildsOnceThenRunsAndPassesEverythingOn() throws Exception {
        Path jdk = jdk("jdk 25", "25.0.1");
        Started first = start(Map.of("ATTAR_JAVA", jdk.toString()), "run", "two words", "", "*");
        assertEquals(0, first.status, first.err);
        assertTrue(first.err.contains("building"), first.err);
        assertTrue(first.out.endsWith("<dev.attar.cli.Main><run><two words><><*>\n"), first.out);
        assertTrue(first.out.contains("<--add-modules><jdk.incubator.vector><--enable-native-access=ALL-UNNAMED>"));
        assertFalse(first.out.contains("built"), "what Maven says is not on standard output");
        assertTrue(first.err.contains("built"), first.err);
        assertTrue(Files.readString(mavenCalls).contains("-pl compiler/cli -am package"));

        Started second = start(Map.of("ATTAR_JAVA", jdk.toString()), "check");
        assertEquals("", second.err);
        assertEquals(1, Files.readAllLines(mavenCalls).size());
    }

    @Test
    void newerSourcesAreBuiltAgainAndTestsAreNot() throws Exception {
        Path jdk = jdk("jdk", "25");
        start(Map.of("ATTAR_JAVA", jdk.toString()));
        touchLater(root.resolve("compiler/core/src/test/java/ATest.java"));
        start(Map.of("ATTAR_JAVA", jdk.toString()));
        assertEquals(1, Files.readAllLines(mavenCalls).size());
        touchLater(root.resolve("compiler/core/src/main/java/A.java"));
        assertTrue(start(Map.of("ATTAR_JAVA", jdk.toString())).err.contains("sources have changed"));
        assertEquals(2, Files.readAllLines(mavenCalls).size());
    }

    @Test
    void worksThroughLinksFromAnyFolderWithAnyJavaOfTheKind() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Path absolute = Files.createSymbolicLink(links.resolve("one"), root.resolve("attar"));
        Path relative = Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
        Path jdk = jdk("jdk", "26-ea");
        Started viaLink =
                start(relative, Map.of("ATTAR_JAVA", jdk.resolve("bin/java").toString()), "x");
        assertEquals(0, viaLink.status, viaLink.err);
        assertTrue(viaLink.out.endsWith("<x>\n"), viaLink.out);
        assertEquals(0, start(absolute, Map.of("JAVA_HOME", jdk.toString())).status);
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
        assertEquals(0, start(absolute, Map.of()).status);
    }

    @Test
    void anOldJdkAJreAndNothingAreNotUsed() throws Exception {
        for (Path wrong : List.of(jdk("jdk17", "17.0.15"), jdk("jdk8", "1.8.0"), folder.resolve("nowhere"))) {
            Started ran = start(Map.of("ATTAR_JAVA", wrong.toString()));
            assertEquals(1, ran.status, wrong.toString());
            assertTrue(ran.err.contains("not a JDK 25 or newer"), ran.err);
            assertEquals("", ran.out);
        }
        Path jre = jdk("jre", "25");
        Files.delete(jre.resolve("bin/javac"));
        assertEquals(1, start(Map.of("ATTAR_JAVA", jre.toString())).status);
        assertFalse(Files.exists(mavenCalls));
    }

    @Test
    void aFailedBuildSaysSoAndIsTriedAgain() throws Exception {
        Path jdk = jdk("jdk", "25");
        executable(bin.resolve("mvn"), "echo call >> '" + mavenCalls + "'; echo no network >&2; exit 1");
        for (int i = 1; i <= 2; i++) {
            Started ran = start(Map.of("ATTAR_JAVA", jdk.toString()));
            assertEquals(1, ran.status);
            assertTrue(ran.err.contains("no network") && ran.err.contains("the build failed"), ran.err);
            assertEquals(i, Files.readAllLines(mavenCalls).size());
        }
        assertFalse(Files.exists(root.resolve("compiler/cli/attar.lock")));
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(root.resolve("compiler/cli/attar.lock"), dead.pid() + "\n");
        assertEquals(0, start(Map.of("ATTAR_JAVA", jdk("jdk", "25").toString())).status);
    }

    @Test
    void moreJvmOptions() throws Exception {
        Started ran = start(Map.of("ATTAR_JAVA", jdk("jdk", "25").toString(), "ATTAR_JAVA_OPTS", "-Xmx1g -Dx=y"));
        assertTrue(ran.out.contains("<-Xmx1g><-Dx=y>"), ran.out);
    }

    @Test
    void theLocaleHasAnEncodingForAllNames() throws Exception {
        Path jdk = jdk("jdk", "25");
        executable(jdk.resolve("bin/java"), "echo \"<$LC_ALL>\"");
        String java = jdk.toString();
        for (Map<String, String> plain : List.of(
                Map.of("LC_ALL", "C"), Map.of("LC_ALL", "", "LC_CTYPE", "POSIX"), Map.of("LC_ALL", "", "LANG", ""))) {
            Map<String, String> environment = new HashMap<>(Map.of("ATTAR_JAVA", java, "LC_CTYPE", "", "LANG", ""));
            environment.putAll(plain);
            assertEquals("<C.UTF-8>\n", start(environment).out, plain.toString());
        }
        assertEquals("<de_DE.UTF-8>\n", start(Map.of("ATTAR_JAVA", java, "LC_ALL", "de_DE.UTF-8")).out);
    }

    @Test
    void onlyCommandsThatComputeLoadTheVectorApi() throws Exception {
        Map<String, String> environment = Map.of("ATTAR_JAVA", jdk("jdk", "25").toString());
        String flag = "<--add-modules><jdk.incubator.vector>";
        assertTrue(start(environment, "bench", "x").out.contains(flag));
        assertTrue(start(environment, "import", "x", "-o", "y", "--packed").out.contains(flag));
        for (String quiet : List.of("check", "compile", "import", "init", "--help")) {
            assertFalse(start(environment, quiet, "x").out.contains(flag), quiet);
        }
    }

    @Test
    void anInstalledCommandBuildsNothingAndPreparesOnce() throws Exception {
        Path installed = folder.resolve("attar-1.0");
        Files.createDirectories(installed.resolve("lib"));
        Files.createDirectories(installed.resolve("bin"));
        Path script = Files.copy(SCRIPT, installed.resolve("bin/attar"));
        Files.writeString(installed.resolve("lib/attar-cli.jar"), "");
        Path link = Files.createSymbolicLink(bin.resolve("attar"), script);
        Path jdk = jdk("jdk", "25");
        // A JVM that makes the cache it is asked for.
        executable(jdk.resolve("bin/java"), """
            for a in "$@"; do
                printf '<%s>' "$a"
                case $a in -XX:AOTCacheOutput=*) : >"${a#*=}" ;; esac
            done; echo\
            """);
        Path cache = folder.resolve("cache");
        Map<String, String> environment = Map.of("ATTAR_JAVA", jdk.toString(), "ATTAR_CACHE", cache.toString());
        Started first = start(link, environment, "run", "x");
        assertEquals(0, first.status, first.err);
        assertTrue(first.err.contains("first start"), first.err);
        assertTrue(first.out.contains("<-XX:AOTCache=" + cache), first.out);
        assertTrue(first.out.contains("<-cp><" + installed.resolve("bin").toRealPath() + "/../lib/*>"), first.out);
        assertTrue(first.out.endsWith("<dev.attar.cli.Main><run><x>\n"), first.out);
        assertEquals("", start(link, environment, "check", "x").err);
        assertFalse(Files.exists(mavenCalls));
        // Where no cache can be kept it works as well.
        Map<String, String> nowhere = Map.of("ATTAR_JAVA", jdk.toString(), "ATTAR_CACHE", "/proc/none");
        Started without = start(link, nowhere, "check", "x");
        assertEquals(0, without.status, without.err);
        assertTrue(without.out.contains("<-XX:AOTMode=auto>"), without.out);
    }

    private record Started(int status, String out, String err) {}

    private Started start(Map<String, String> environment, String... arguments) throws Exception {
        return start(root.resolve("attar"), environment, arguments);
    }

    private Started start(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve("elsewhere")).toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ATTAR") || name.startsWith("JAVA"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", bin + ":" + systemPath());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "hangs");
        return new Started(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String systemPath() {
        return "/usr/bin:/bin";
    }

    /** A stand-in whose java prints its arguments. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), "for a in \"$@\"; do printf '<%s>' \"$a\"; done; echo");
        executable(home.resolve("bin/javac"), ":");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void touchLater(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }
}
