package dev.attar.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** A goal that runs Attar in a JVM of its own: which JDK that is, and where the goal keeps its state between builds. */
abstract class ForkingMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /** Do nothing. What was generated before is still compiled. */
    @Parameter(property = "attar.skip", defaultValue = "false")
    private boolean skip;

    /** The JDK, 25 or newer, to run Attar's compiler with. Default: the build's toolchain, or one that is found. */
    @Parameter(property = "attar.jdkHome")
    private File jdkHome;

    private final ToolchainManager toolchains;

    ForkingMojo(ToolchainManager toolchains) {
        this.toolchains = toolchains;
    }

    /** Whether the goal is to do nothing; says so. */
    final boolean isSkipped() {
        if (skip) {
            getLog().info("attar.skip is set: nothing to do");
        }
        return skip;
    }

    /** The JDK to run Attar with. */
    final Jdk jdk() throws MojoExecutionException {
        try {
            return JdkSearch.here().find(Optional.ofNullable(jdkHome).map(File::toPath), toolchainHomes());
        } catch (JdkSearch.NotFound none) {
            throw new MojoExecutionException(none.getMessage());
        }
    }

    private List<Path> toolchainHomes() {
        List<Toolchain> found = new ArrayList<>();
        Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session))
                .ifPresent(found::add);
        found.addAll(toolchains.getToolchains(session, "jdk", Map.of("version", "[" + JdkSearch.LEAST + ",)")));
        return found.stream()
                .map(toolchain -> toolchain.findTool("java"))
                .filter(java -> java != null)
                .map(java -> Path.of(java).getParent().getParent())
                .toList();
    }

    final BuildStates states() {
        return new BuildStates(
                Path.of(project.getBuild().getDirectory(), "maven-status", "attar-maven-plugin"),
                BuildStates.name(execution.getGoal(), execution.getExecutionId()),
                executions());
    }

    private Set<String> executions() {
        Set<String> names = new TreeSet<>();
        Plugin plugin = project.getPlugin(execution.getGroupId() + ":" + execution.getArtifactId());
        if (plugin != null) {
            for (PluginExecution one : plugin.getExecutions()) {
                one.getGoals().forEach(goal -> names.add(BuildStates.name(goal, one.getId())));
            }
        }
        return names;
    }

    /** A folder for files on their way, of this execution alone. */
    final Path passage() {
        return Path.of(project.getBuild().getDirectory(), "attar")
                .resolve(BuildStates.name(execution.getGoal(), execution.getExecutionId()));
    }

    final Path base() {
        return project.getBasedir().toPath();
    }

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    final MojoExecution execution() {
        return execution;
    }
}
