package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkSearchTest {
    @TempDir
    private Path machine;

    private Path old;
    private Path right;
    private Path newer;

    @BeforeEach
    void jdks() throws Exception {
        old = jdk("jdk-17", "17.0.15", "javac");
        right = jdk("jdk-25", "25", "javac");
        newer = jdk("jdk-26", "26.0.1", "javac");
    }

    @Test
    void theBuildsToolchainComesFirst() throws Exception {
        assertEquals(
                right,
                search(Map.of("JAVA_HOME", newer.toString()), newer)
                        .find(Optional.empty(), List.of(right))
                        .home());
        assertEquals(
                newer,
                search(Map.of(), newer).find(Optional.empty(), List.of(old)).home());
    }

    @Test
    void thenVariablesThenThePathThenTheUsualFolders() throws Exception {
        assertEquals(
                right,
                search(Map.of("JAVA_HOME", right.toString(), "PATH", newer + "/bin"), old)
                        .find(Optional.empty(), List.of())
                        .home());
        assertEquals(
                newer,
                search(Map.of("ATTAR_JAVA", newer + "/bin/java", "JAVA_HOME", right.toString()), old)
                        .find(Optional.empty(), List.of())
                        .home());
        Path link = Files.createSymbolicLink(
                Files.createDirectory(machine.resolve("bin")).resolve("java"), newer.resolve("bin/java"));
        assertEquals(
                newer,
                search(Map.of("JAVA_HOME", old.toString(), "PATH", "/nowhere:" + link.getParent()), old)
                        .find(Optional.empty(), List.of())
                        .home());
        assertEquals(
                right,
                search(Map.of(), old, machine).find(Optional.empty(), List.of()).home());
    }

    @Test
    void aJreIsNotEnough() throws Exception {
        Path jre = jdk("jre-25", "25");
        assertThrows(
                JdkSearch.NotFound.class,
                () -> search(Map.of("JAVA_HOME", jre.toString()), old).find(Optional.empty(), List.of()));
    }

    @Test
    void theOneThatIsNamedIsTakenOrRefused() throws Exception {
        assertEquals(
                newer,
                search(Map.of(), right).find(Optional.of(newer), List.of(right)).home());
        String message = assertThrows(
                        JdkSearch.NotFound.class, () -> search(Map.of(), right).find(Optional.of(old), List.of(right)))
                .getMessage();
        assertTrue(message.contains(old.toString()) && message.contains("attar.jdkHome"), message);
    }

    @Test
    void whereThereIsNoneItSaysWhatToDoAndWhereItLooked() {
        String message = assertThrows(
                        JdkSearch.NotFound.class,
                        () -> search(Map.of("JAVA_HOME", old.toString()), old).find(Optional.empty(), List.of(old)))
                .getMessage();
        for (String part : List.of(
                "needs a JDK 25",
                "select-jdk-toolchain",
                "JAVA_HOME",
                "-Dattar.jdkHome=",
                "ATTAR_JAVA",
                "toolchain " + old + ": JDK 17",
                "JAVA_HOME=" + old + ": JDK 17")) {
            assertTrue(message.contains(part), part + " in " + message);
        }
    }

    private static JdkSearch search(Map<String, String> environment, Path running, Path... folders) {
        return new JdkSearch(environment, running, List.of(folders));
    }

    private Path jdk(String name, String version, String... more) throws Exception {
        Path home = Files.createDirectories(machine.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        tool(home, "java");
        for (String tool : more) {
            tool(home, tool);
        }
        return home.toRealPath();
    }

    private static void tool(Path home, String name) throws Exception {
        Files.createFile(
                home.resolve("bin").resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
