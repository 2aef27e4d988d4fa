package dev.attar.maven.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people make of generated classes. */
class ConsumersTest {
    @Test
    void modulesAtOnceInAFolderWithBlanksAndLetters() throws Exception {
        Project project = Project.copy("modules", "größere Projekte");
        Path spec = project.path("first/src/main/attar/com/example/first/tiny.attar");
        Files.move(spec, spec.resolveSibling("kleines Modell ü.attar"));
        project.maven("compile", "-T", "2").succeeded();
        assertTrue(project.text("first/target/generated-sources/attar/com/example/first/Tiny.java")
                .startsWith("// Generated from kleines Modell ü.attar "));
        assertTrue(Files.exists(project.path("modular/target/classes/module-info.class")));
        assertTrue(Files.exists(project.path("modular/target/classes/com/example/modular/TinyVector8.class")));
    }

    @Test
    void aJarThatRunsOutsideOfTheBuild() throws Exception {
        Project project = Project.copy("application", "application");
        project.maven("package", "-Dmaven.test.skip").succeeded();
        Path weights = project.path("weights.safetensors");
        WeightsTest.randomWeights(project.path("src/main/attar/com/example/encoder.attar"))
                .save(weights);
        Process process = new ProcessBuilder(List.of(
                        Project.property("it.jdk") + "/bin/java",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-jar",
                        project.path("target/application-1.jar").toString(),
                        weights.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertEquals(8, out.lines().findFirst().orElseThrow().split(",").length, out);
        // The kernels are beside the class.
        assertTrue(out.contains("// Generated from encoder.attar "), out);
    }

    @Test
    void withoutAJdkThatIsNewEnoughItSaysSo() throws Exception {
        Project project = Project.copy("mistakes", "no-jdk");
        project.maven("generate-sources", "-Dattar.jdkHome=" + project.folder())
                .failed()
                .says("jdkHome (attar.jdkHome) is " + project.folder() + ", which is not a JDK 25 or newer");
        project.maven("generate-sources", "-Dattar.targets=java,cobol")
                .failed()
                .says("targets has cobol, which this version of Attar does not have; give java or opencl");
    }
}
