package dev.attar.maven.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is generated, and when: each test goes on from the same first build. */
class IncrementalTest {
    private static final String SOURCES = "target/generated-sources/attar";
    private static final String KERNELS = "target/generated-resources/attar";
    private static final String TINY = "com/example/Tiny.java";
    private static final String SPEC = "src/main/attar/com/example/tiny.attar";

    /** The build fails when it looks for a JDK, which it does only to run the compiler. */
    private static final String WITHOUT_COMPILER = "-Dattar.jdkHome=nowhere";

    private static Project first;

    @BeforeAll
    static void firstBuild() throws Exception {
        first = Project.copy("incremental", "first");
        first.maven("test-compile").succeeded().says("2 specs to 10 files: 10 written", "1 spec to 5 files: 5 written");
    }

    @Test
    void classesOfTheModuleAndOfItsTestsUseTheModels() {
        assertTrue(Files.exists(first.path("target/classes/com/example/Uses.class")));
        assertTrue(Files.exists(first.path("target/classes/com/example/more/SecondVector16.class")));
        assertTrue(Files.exists(first.path("target/test-classes/com/example/Probe.class")));
        assertFalse(Files.exists(first.path("target/classes/com/example/Probe.class")));
    }

    @Test
    void whenNothingHasChangedNothingIsWrittenAndTheCompilerIsNotStarted() throws Exception {
        Project project = first.copy("unchanged");
        Files.setLastModifiedTime(project.path(SPEC), FileTime.fromMillis(System.currentTimeMillis() + 10_000));
        SortedMap<String, Project.Seen> before = project.files("target/generated-sources");
        project.maven("test-compile", WITHOUT_COMPILER)
                .succeeded()
                .says("2 specs, nothing has changed", "1 spec, nothing has changed");
        assertEquals(before, project.files("target/generated-sources"));
        // The roots were added all the same: javac saw the models, or Uses would not have compiled.
        Files.delete(project.path("target/classes/com/example/Uses.class"));
        project.maven("compile", WITHOUT_COMPILER).succeeded();
        assertTrue(Files.exists(project.path("target/classes/com/example/Uses.class")));
    }

    @Test
    void aChangedSpecIsGeneratedAnewAndTheOtherIsNotTouched() throws Exception {
        Project project = first.copy("changed");
        SortedMap<String, Project.Seen> before = project.files(SOURCES);
        project.replace(SPEC, "width 8", "width 16");
        project.maven("generate-sources").succeeded().says("2 specs to 10 files: 5 written, 0 deleted");
        SortedMap<String, Project.Seen> after = project.files(SOURCES);
        assertNotEquals(before.get(TINY).text(), after.get(TINY).text());
        assertEquals(before.get("com/example/more/Second.java"), after.get("com/example/more/Second.java"));
    }

    @Test
    void aChangedOptionIsSeen() throws Exception {
        Project project = first.copy("option");
        project.maven("generate-sources", "-Dattar.weightsAs=bf16").succeeded().says("10 written");
        assertTrue(project.text(SOURCES + "/" + TINY).contains("bfloat16"));
        project.maven("generate-sources", "-Dattar.packageName=org.other", "-Dattar.widths=8")
                .succeeded()
                .says("6 written, 10 deleted"); // the model, vectors of 8 and scalar code, of both specs
        assertTrue(project.text(SOURCES + "/org/other/Tiny.java").contains("package org.other;"));
        assertFalse(Files.exists(project.path(SOURCES + "/com")), "nor are its folders left");
        project.maven("generate-sources", "-Dattar.packageName=org.other", "-Dattar.widths=8", "-Dattar.training=true")
                .succeeded();
        assertTrue(project.text(SOURCES + "/org/other/TinyTraining.java").contains("TrainableModel open("));
    }

    @Test
    void kernelsAreResourcesThatComeAndGoAsSourcesDo() throws Exception {
        Project project = first.copy("kernels");
        String opencl = "-Dattar.targets=java,opencl";
        project.maven("process-resources", opencl).succeeded().says("2 specs to 20 files: 12 written, 0 deleted");
        assertEquals(
                Set.of(
                        "com/example/TinyCpu.cl",
                        "com/example/TinyGpu.cl",
                        "com/example/more/SecondCpu.cl",
                        "com/example/more/SecondGpu.cl"),
                project.files(KERNELS).keySet());
        String kernels = project.text(KERNELS + "/com/example/TinyGpu.cl");
        assertEquals(kernels, project.text("target/classes/com/example/TinyGpu.cl"));
        assertTrue(project.text(SOURCES + "/" + TINY).contains("DeviceProgram"));

        project.replace(KERNELS + "/com/example/TinyGpu.cl", "__kernel", "__colonel");
        Files.delete(project.path("src/main/attar/com/example/more/second.attar"));
        project.maven("generate-sources", opencl).succeeded().says("1 spec to 10 files: 1 written, 10 deleted");
        assertEquals(kernels, project.text(KERNELS + "/com/example/TinyGpu.cl"));
        assertFalse(Files.exists(project.path(KERNELS + "/com/example/more")));

        project.maven("generate-sources").succeeded().says("1 spec to 5 files: 1 written, 5 deleted");
        assertTrue(project.files(KERNELS).isEmpty());
        assertFalse(project.text(SOURCES + "/" + TINY).contains("DeviceProgram"));
    }

    @Test
    void theFilesOfADeletedSpecGo() throws Exception {
        Project project = first.copy("deleted");
        Files.delete(project.path("src/main/attar/com/example/more/second.attar"));
        Files.delete(project.path("src/main/java/com/example/Uses.java"));
        Files.delete(project.path("src/test/attar/com/example/probe.attar"));
        project.maven("generate-test-sources").succeeded().says("0 written, 5 deleted", "0 specs to 0 files");
        assertFalse(Files.exists(project.path(SOURCES + "/com/example/more")));
        assertTrue(Files.exists(project.path(SOURCES + "/" + TINY)));
        assertTrue(project.files("target/generated-test-sources").isEmpty());
    }

    @Test
    void aFileThatWasChangedByHandIsMadeAnew() throws Exception {
        Project project = first.copy("by-hand");
        String made = project.text(SOURCES + "/" + TINY);
        project.replace(SOURCES + "/" + TINY, "class Tiny", "class Tini");
        project.maven("generate-sources").succeeded().says("1 written");
        assertEquals(made, project.text(SOURCES + "/" + TINY));
    }

    @Test
    void theSameBytesElsewhereWithOtherEndsOfLines() throws Exception {
        Project project = Project.copy("incremental", "elsewhere");
        project.replace(SPEC, "\n", "\r\n");
        project.maven("generate-sources").succeeded();
        SortedMap<String, Project.Seen> expected = first.files(SOURCES);
        SortedMap<String, Project.Seen> made = project.files(SOURCES);
        assertEquals(expected.keySet(), made.keySet());
        expected.forEach(
                (path, seen) -> assertEquals(seen.text(), made.get(path).text(), path));
    }

    @Test
    void skippedItStillShowsWhatWasGenerated() throws Exception {
        Project project = first.copy("skipped");
        project.replace(SPEC, "width 8", "width 16");
        Files.delete(project.path("target/classes/com/example/Uses.class"));
        SortedMap<String, Project.Seen> before = project.files(SOURCES);
        project.maven("compile", "-Dattar.skip").succeeded();
        assertEquals(before, project.files(SOURCES));
        assertTrue(Files.exists(project.path("target/classes/com/example/Uses.class")));
    }
}
