package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorModuleTest {
    @Test
    void aReleaseIsEnoughForACompilerPluginThatKnowsIt() {
        MavenProject project = project("3.14.1", "");
        assertTrue(VectorModule.advice(project).orElseThrow().contains("compiled without a release"));
        project.getProperties().setProperty("maven.compiler.release", "25");
        assertEquals(Optional.empty(), VectorModule.advice(project));
        assertEquals(Optional.empty(), VectorModule.advice(project("3.6.0", "<release>25</release>")));
        MavenProject old = project("3.1", "");
        old.getProperties().setProperty("maven.compiler.release", "25");
        String advice = VectorModule.advice(old).orElseThrow();
        assertTrue(advice.contains("maven-compiler-plugin 3.1 does not know maven.compiler.release"), advice);
        assertTrue(advice.contains("<arg>--add-modules=jdk.incubator.vector</arg>"), advice);
    }

    @Test
    void anArgumentIsEnoughForAll() {
        String argument = "<compilerArgs><arg>--add-modules</arg><arg>jdk.incubator.vector</arg></compilerArgs>";
        assertEquals(Optional.empty(), VectorModule.advice(project("3.1", argument)));
        assertEquals(Optional.empty(), VectorModule.advice(project(null, argument)));
    }

    @Test
    void aModuleRequiresItItself(@TempDir Path sources) throws Exception {
        MavenProject project = project("3.14.1", "");
        project.addCompileSourceRoot(sources.toString());
        assertTrue(VectorModule.advice(project).isPresent());
        Files.writeString(sources.resolve("module-info.java"), "module m { requires static jdk.incubator.vector; }");
        assertEquals(Optional.empty(), VectorModule.advice(project));
    }

    private static MavenProject project(String version, String configuration) {
        Plugin compiler = new Plugin();
        compiler.setGroupId("org.apache.maven.plugins");
        compiler.setArtifactId("maven-compiler-plugin");
        compiler.setVersion(version);
        // Maven's own type prints itself as XML, too.
        compiler.setConfiguration("<configuration>" + configuration + "</configuration>");
        Model model = new Model();
        model.setBuild(new Build());
        model.getBuild().addPlugin(compiler);
        return new MavenProject(model);
    }
}
