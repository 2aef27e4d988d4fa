package dev.attar.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;

/**
 * Whether the module's {@code javac} sees the Vector API. It is an incubating module: {@code javac} finds it with
 * {@code --release}, with {@code --add-modules}, or where a {@code module-info.java} requires it, and otherwise not.
 */
final class VectorModule {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String COMPILER = "org.apache.maven.plugins:maven-compiler-plugin";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** The first maven-compiler-plugin that knows {@code release}: 3.6. */
    private static final int RELEASE_SINCE = 306;

    private VectorModule() {}

    /** What to do so that generated code compiles; empty when it does already, as far as the POM tells. */
    static Optional<String> advice(MavenProject project) {
        Plugin compiler = project.getPlugin(COMPILER);
        String configured = compiler == null ? "" : configuration(compiler);
        boolean release =
                configured.contains("<release>") || project.getProperties().containsKey("maven.compiler.release");
        boolean releaseCounts = compiler == null || version(compiler) >= RELEASE_SINCE;
        if (configured.contains(MODULE) || release && releaseCounts || isModule(project)) {
            return Optional.empty();
        }
        String why = release
                ? "maven-compiler-plugin " + compiler.getVersion() + " does not know maven.compiler.release"
                : "the module is compiled without a release";
        return Optional.of("javac will not find the package " + MODULE + " that generated code uses: " + why
                + "; add to the configuration of maven-compiler-plugin: <compilerArgs><arg>--add-modules=" + MODULE
                + "</arg></compilerArgs>");
    }

    private static String configuration(Plugin compiler) {
        StringBuilder text = new StringBuilder(String.valueOf(compiler.getConfiguration()));
        for (PluginExecution execution : compiler.getExecutions()) {
            text.append(execution.getConfiguration());
        }
        return text.toString();
    }

    private static int version(Plugin compiler) {
        Matcher version = VERSION.matcher(String.valueOf(compiler.getVersion()));
        return version.matches()
                ? 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
                : RELEASE_SINCE;
    }

    private static boolean isModule(MavenProject project) {
        return Stream.concat(project.getCompileSourceRoots().stream(), project.getTestCompileSourceRoots().stream())
                .anyMatch(root -> Files.exists(Path.of(root, "module-info.java")));
    }
}
