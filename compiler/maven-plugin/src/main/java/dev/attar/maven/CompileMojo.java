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

/** Generates Java source from the specs of the module. */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends GenerateMojo {
    /** The folder that specs are looked for in. */
    @Parameter(property = "attar.sourceDirectory", defaultValue = "${project.basedir}/src/main/attar")
    private File sourceDirectory;

    /** The folder that source is written to; a source root of the module. */
    @Parameter(property = "attar.outputDirectory", defaultValue = "${project.build.directory}/generated-sources/attar")
    private File outputDirectory;

    /** The folder that resources are written to, for targets that have some (kernels of opencl); a resource root of the module. */
    @Parameter(
            property = "attar.resourceOutputDirectory",
            defaultValue = "${project.build.directory}/generated-resources/attar")
    private File resourceOutputDirectory;

    @Inject
    CompileMojo(
            ToolchainManager toolchains,
            BuildContext context,
            org.sonatype.plexus.build.incremental.BuildContext older) {
        super(toolchains, Ide.of(context, older));
    }

    @Override
    void always() {
        project().addCompileSourceRoot(outputDirectory.getPath());
        // Several executions may share one.
        if (project().getResources().stream()
                .noneMatch(r -> resourceOutputDirectory.getPath().equals(r.getDirectory()))) {
            Resource resources = new Resource();
            resources.setDirectory(resourceOutputDirectory.getPath());
            project().addResource(resources);
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
