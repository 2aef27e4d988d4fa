package dev.attar.maven;

import java.io.File;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/** Generates Java source from the specs of the tests. */
@Mojo(name = "test-compile", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class TestCompileMojo extends GenerateMojo {
    /** The folder that specs are looked for in. */
    @Parameter(property = "attar.testSourceDirectory", defaultValue = "${project.basedir}/src/test/attar")
    private File sourceDirectory;

    /** The folder that source is written to; a test source root of the module. */
    @Parameter(
            property = "attar.testOutputDirectory",
            defaultValue = "${project.build.directory}/generated-test-sources/attar")
    private File outputDirectory;

    /** The folder that resources are written to, for targets that have some (kernels of opencl); a test resource root of the module. */
    @Parameter(
            property = "attar.testResourceOutputDirectory",
            defaultValue = "${project.build.directory}/generated-test-resources/attar")
    private File resourceOutputDirectory;

    @Inject
    TestCompileMojo(
            ToolchainManager toolchains,
            BuildContext context,
            org.sonatype.plexus.build.incremental.BuildContext older) {
        super(toolchains, Ide.of(context, older));
    }

    @Override
    void always() {
        project().addTestCompileSourceRoot(outputDirectory.getPath());
        // Several executions may share one.
        if (project().getTestResources().stream()
                .noneMatch(r -> resourceOutputDirectory.getPath().equals(r.getDirectory()))) {
            Resource resources = new Resource();
            resources.setDirectory(resourceOutputDirectory.getPath());
            project().addTestResource(resources);
        }
    }

    @Override
    Path sourceFolder() {
        return sourceDirectory.toPath();
    }

    @Override
    Path outputFolder() {
        return outputDirectory.toPath();
    }

    @Override
    Path resourceFolder() {
        return resourceOutputDirectory.toPath();
    }
}
