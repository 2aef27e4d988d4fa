package dev.attar.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/** Compares the generated code of each spec with the reference, on random inputs, and sees whether its weights fit it. */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class VerifyMojo extends AttarMojo {
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");

    /** The folder that specs are looked for in. */
    @Parameter(property = "attar.sourceDirectory", defaultValue = "${project.basedir}/src/main/attar")
    private File sourceDirectory;

    /**
     * The weights of specs: a safetensors file, or the folder that it lies in, by the name of the spec's file without its
     * ending. A spec that is not listed is verified with random weights.
     */
    @Parameter
    private Map<String, String> weights = new LinkedHashMap<>();

    @Inject
    VerifyMojo(
            ToolchainManager toolchains,
            BuildContext context,
            org.sonatype.plexus.build.incremental.BuildContext older) {
        super(toolchains, Ide.of(context, older));
    }

    @Override
    Path sourceFolder() {
        return sourceDirectory.toPath();
    }

    @Override
    void work(List<Spec> specs, Problems problems) throws IOException, MojoExecutionException, MojoFailureException {
        Map<Spec, Path> files =
                WeightsOf.find(weights, specs, project().getBasedir().toPath());
        if (specs.isEmpty()) {
            getLog().info("no specs in " + sourceDirectory);
            return;
        }
        Jdk jdk = jdk();
        BuildStates states = states();
        String key = key(specs, files, jdk);
        if (states.own().filter(before -> before.key().equals(key)).isPresent()) {
            getLog().info(Problems.counted(specs.size(), "spec") + ", verified before, nothing has changed");
            return;
        }
        List<Map<String, String>> request = new ArrayList<>();
        request.add(Map.of("run", "verify", "weightsAs", weightsAs()));
        for (Spec spec : specs) {
            Map<String, String> line =
                    new LinkedHashMap<>(Map.of("spec", spec.file().toString()));
            if (files.containsKey(spec)) {
                line.put("weights", files.get(spec).toString());
            }
            request.add(line);
        }
        List<Answer> answers = ask(jdk, request, JVM);
        Map<Path, Spec> byFile = Spec.byFile(specs);
        for (Answer answer : answers) {
            if (answer.is("compared")) {
                compared(byFile.get(answer.spec()), answer, problems);
            } else if (answer.is("weights")) {
                problems.error(Problem.of(answer.spec(), "its weights do not fit\n" + answer.text("message"), ""));
            } else {
                report(answer, problems);
            }
        }
        CompilerProcess.failOnFault(answers);
        finish(problems);
        states.keep(new BuildState(key, new TreeMap<>()));
    }

    private void compared(Spec spec, Answer answer, Problems problems) {
        if (Boolean.parseBoolean(answer.text("agrees"))) {
            getLog().info(spec.path() + ":\n" + answer.text("message"));
        } else {
            problems.error(Problem.of(
                    spec.file(),
                    "the generated code differs from the reference\n" + answer.text("message"),
                    "this is a fault of Attar or of the JVM, not of the spec: please report it"));
        }
    }

    private String key(List<Spec> specs, Map<Spec, Path> files, Jdk jdk) throws IOException {
        ContentHash key = newKey().text(
                        System.getProperty("os.arch"),
                        ContentHash.ofFile(jdk.home().resolve("release")));
        for (Spec spec : specs) {
            key.text(spec.path(), ContentHash.ofFile(spec.file()));
            key.text(files.containsKey(spec) ? ContentHash.ofFile(files.get(spec)) : "random");
        }
        return key.hex();
    }
}
